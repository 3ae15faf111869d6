import { ConfigurationError, HttpError, type RunLog, unavailableReasonOf } from '@data-import/core/provider'
import type { HttpSource } from '@data-import/http'
import type { Gitlab } from '../client/gitlab.js'
import { listPages } from '../client/pages.js'
import type { GitlabProject } from '../record/gitlab-project.js'
import type { Owner } from '../settings.js'

/** Projects that were asked for by path and are not available: path to reason. */
export type RefusedPaths = Map<string, string>

/**
 * The owner's projects, page by page: in the order of their ids, which changes don't disturb.
 * @param idsByName ids of those that were asked for by name before
 */
export async function* listProjects(
  gitlab: Gitlab,
  refused: RefusedPaths,
  idsByName: ReadonlyMap<string, string>,
  log: Pick<RunLog, 'info'>,
): AsyncGenerator<readonly GitlabProject[]> {
  const { owner } = gitlab.settings
  if (owner.kind === 'projects') {
    yield* namedProjects(gitlab, owner.paths, { refused, idsByName, log })
    return
  }
  const order = { order_by: 'id', sort: 'asc' }
  const [path, query] =
    owner.kind === 'group'
      ? [
          `/groups/${encodeURIComponent(owner.path)}/projects`,
          { ...order, include_subgroups: true, with_shared: false, archived: undefined },
        ]
      : [`/users/${encodeURIComponent(owner.username)}/projects`, order]
  try {
    for await (const { items } of listPages<GitlabProject>(gitlab, path, { query })) yield items
  } catch (error) {
    throw HttpError.isInstance(error) && error.status === 404 ? noOwner(owner, error) : error
  }
}

interface NamedProjects {
  refused: RefusedPaths
  idsByName: ReadonlyMap<string, string>
  log: Pick<RunLog, 'info'>
}

async function* namedProjects(
  { rest }: Gitlab,
  paths: readonly string[],
  { refused, idsByName, log }: NamedProjects,
): AsyncGenerator<readonly GitlabProject[]> {
  // A page for the probe, which asks about a hundred at once.
  let page: GitlabProject[] = []
  for (const path of paths) {
    try {
      page.push({ ...(await named(rest, path, idsByName.get(path))), asked_as: path })
      if (page.length < 100) continue
      yield page
      page = []
    } catch (error) {
      const reason = isElsewhere(error) ? elsewhere : unavailableReasonOf(error)
      if (reason === undefined) throw error
      log.info(`GitLab gives no project ${path}: ${reason}.`)
      refused.set(path, reason)
    }
  }
  if (page.length > 0) yield page
}

async function named(rest: HttpSource, path: string, knownId: string | undefined): Promise<GitlabProject> {
  try {
    return (await rest.get<GitlabProject>(`/projects/${encodeURIComponent(path)}`)).body
  } catch (error) {
    if (knownId === undefined || !isElsewhere(error)) throw error
    return (await rest.get<GitlabProject>(`/projects/${knownId}`)).body
  }
}

const elsewhere = "it was moved, and GitLab's answer leads to another host than GITLAB_URL's: set its present path"

/** A former path is answered with the new place, at an address that GitLab may print wrongly: nothing is asked there. */
function isElsewhere(error: unknown): boolean {
  return ConfigurationError.isInstance(error) && /points to another host/.test(error.message)
}

/** GitLab knows no such group or user, or hides it: it doesn't tell the two apart. */
function noOwner(owner: Exclude<Owner, { kind: 'projects' }>, cause: unknown): ConfigurationError {
  const [what, key] =
    owner.kind === 'group' ? [`group ${owner.path}`, 'GITLAB_GROUP'] : [`user ${owner.username}`, 'GITLAB_USER']
  return new ConfigurationError(
    `GitLab has no ${what}, or the token may not see it: is ${key} right? "data-import sources check" tells more.`,
    { cause },
  )
}
