import type { PartitionRecord } from '@data-import/core/provider'
import type { RepositoryRow } from '@data-import/model'
import type { Gitlab } from '../client/gitlab.js'
import { unlessGone } from '../client/unless-gone.js'
import type { GitlabContext } from '../database.js'
import { type GitlabProject, nothingIn } from '../record/gitlab-project.js'
import { externalIdOf, textOf } from '../record/values.js'
import { type ProjectState, readProjectState } from '../walk/project-state.js'
import { probe } from './probe.js'
import { digestOf, repositoryRow } from './repository-row.js'

/** A project in the owner's list. */
export interface SeenProject {
  key: string
  row: RepositoryRow
  state: ProjectState
}

/** What a page of the list says, with what the probe tells of the projects in it. */
export async function seenProjects(
  context: GitlabContext,
  gitlab: Gitlab,
  page: readonly GitlabProject[],
  before: ReadonlyMap<string, PartitionRecord>,
): Promise<SeenProject[]> {
  // By the clock before the question: what changes while it is answered counts as later.
  const now = gitlab.rest.now() ?? context.endDate
  const wanted = page.filter((project) => gitlab.settings.isWanted(project?.path_with_namespace ?? ''))
  const asked = wanted.map((project) => {
    const key = externalIdOf('project', project?.id)
    const state = readProjectState(before.get(key)?.state ?? null)
    return { key, state, probedAt: state?.probedAt ?? null, pipelines: state?.marks.pipelines }
  })
  const probed = context.isBackfill ? new Map() : await probe(gitlab, asked, now)
  const states = new Map(asked.map(({ key, state }) => [key, state]))
  const seen: SeenProject[] = []
  for (const project of page) {
    const key = externalIdOf('project', project?.id)
    const found = probed.get(key)
    const known = states.get(key) ?? null
    const language =
      states.has(key) && found?.language === undefined
        ? await languageOf(gitlab, key, project, known)
        : (found?.language ?? null)
    const row = repositoryRow(project, language)
    const state: ProjectState = {
      probedAt: now.toISOString(),
      fullPath: row.fullName,
      webUrl: row.url ?? null,
      branch: row.defaultBranch ?? null,
      marks: found?.marks ?? {},
      nothing: nothingIn(project),
      language,
      ...(textOf(project.last_activity_at) !== null && { activityAt: String(project.last_activity_at) }),
      ...(project.asked_as !== undefined && { askedAs: project.asked_as }),
      digest: digestOf(row),
    }
    seen.push({ key, row, state })
  }
  return seen
}

/** Where GraphQL doesn't tell: asked once, and when there was activity since. */
async function languageOf(
  { rest }: Gitlab,
  key: string,
  project: GitlabProject,
  known: ProjectState | null,
): Promise<string | null> {
  if (nothingIn(project).commit !== undefined) return null
  if (known && known.activityAt === (textOf(project.last_activity_at) ?? undefined)) return known.language
  const path = `/projects/${key}/languages`
  const answer = await unlessGone(() => rest.get<Record<string, number> | null>(path, { absentOn: [403, 404] }))
  const shares = Object.entries(answer?.body ?? {}).sort(([, a], [, b]) => b - a)
  return shares[0]?.[0] ?? null
}
