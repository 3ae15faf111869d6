import { type AnalysisOptions, analyse } from './changes/analyse.js'
import { changeIssue, type IssueChange, reviewHotspot } from './changes/people-verbs.js'
import type { HotspotState, IssueState, ProjectState, World } from './state/world.js'

/** A project of the fake, and what can be done to it. */
export interface FakeProject {
  readonly key: string
  readonly uuid: string
  /** What the server knows of it, as it is now. */
  readonly state: Readonly<ProjectState>
  /** Keys of its issues, the oldest first; closed ones too. */
  issueKeys(): string[]
  hotspotKeys(): string[]
  /** @returns the key of the analysis. */
  analyse(options?: AnalysisOptions): string
  changeIssue(key: string, change: IssueChange): void
  reviewHotspot(key: string, resolution: HotspotState['resolution']): void
  /** Deletes an issue without an analysis, as nothing but a restored database does. */
  loseIssue(key: string): void
  /** As an administrator does. */
  updateKey(key: string): void
  rename(name: string): void
  deleteAnalysis(key: string): void
  delete(): void
}

/** Binds the verbs to one project. */
export function projectHandle(world: World, state: ProjectState): FakeProject {
  return {
    get key() {
      return state.key
    },
    uuid: state.uuid,
    state,
    issueKeys: () => byAge(state.issues),
    hotspotKeys: () => [...state.hotspots.keys()],
    analyse: (options = {}) => analyse(world, state, options).key,
    changeIssue: (key, change) => changeIssue(world, state, key, change),
    reviewHotspot: (key, resolution) => reviewHotspot(world, state, key, resolution),
    loseIssue: (key) => void state.issues.delete(key),
    updateKey(key) {
      state.key = key
    },
    rename(name) {
      state.name = name
    },
    deleteAnalysis(key) {
      state.analyses = state.analyses.filter((analysis) => analysis.key !== key)
    },
    delete: () => void world.projects.delete(state.uuid),
  }
}

function byAge(issues: ReadonlyMap<string, IssueState>): string[] {
  return [...issues.values()].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()).map(({ key }) => key)
}
