import type { Json } from '@data-import/core/provider'

/** What tells, by list, whether anything in a project has changed; those that GitLab doesn't tell are absent. */
export interface ProjectMarks {
  /** `last_activity_at`, which moves at most once an hour. */
  activity?: string
  /** The default branch, and the last commit that changed anything in its tree. */
  head?: string
  /** `count@instant of the newest change`. */
  mergeRequests?: string
  issues?: string
  /** When a pipeline was last seen to have changed, by the probe's clock: later than the mark before. */
  pipelines?: string
  /** `count@newest creation`. */
  releases?: string
}

/** What the probe saw of a project, kept as the state of its `repository` partition. */
export interface ProjectState {
  /** Time before it was seen; nothing that happened later is in it. */
  probedAt: string
  fullPath: string
  webUrl: string | null
  /** Default branch; null in an empty project. */
  branch: string | null
  marks: ProjectMarks
  /** Resources of which nothing is there, and why: empty, or switched off. */
  nothing: Readonly<Record<string, string>>
  language: string | null
  /** `last_activity_at` when the language was read. */
  activityAt?: string
  /** The path by which it was asked for, where it was: it may have been renamed since. */
  askedAs?: string
  /** Of the row, to tell whether it has changed. */
  digest: string
}

/** Null for a state that was not left by this provider. */
export function readProjectState(state: Json): ProjectState | null {
  if (typeof state !== 'object' || state === null || Array.isArray(state)) return null
  const { probedAt, fullPath, marks, nothing } = state as Record<string, Json>
  if (typeof probedAt !== 'string' || typeof fullPath !== 'string' || !marks || !nothing) return null
  // Only this provider writes it, and whole.
  return state as unknown as ProjectState
}

/** Changes of one instant can't be told apart, and a copy of GitLab's database may be behind a little. */
const settlingMs = 60_000

/** Whether a second change close to the one in the mark would have been seen too. */
export function isSettled(mark: string, seenAt: string): boolean {
  const newest = Date.parse(mark.split('@')[1] ?? '')
  return Number.isNaN(newest) || newest < Date.parse(seenAt) - settlingMs
}
