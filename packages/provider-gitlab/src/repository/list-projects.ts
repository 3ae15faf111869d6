import { ConfigurationError, HttpError, type RunLog, unavailableReasonOf } from '@data-import/core/provider'
import type { Gitlab } from '../client/gitlab.js'
import { listPages } from '../client/pages.js'
import type { Owner } from '../settings.js'
import type { GitlabProject } from './repository-row.js'

/** Projects that were asked for by path and are not to be had: path to reason. */
export type RefusedPaths = Map<string, string>

/** The owner's projects, page by page: in the order of their ids, which changes don't disturb. */
export async function* listProjects(
  gitlab: Gitlab,
  refused: RefusedPaths,
  log: Pick<RunLog, 'info'>,
): AsyncGenerator<readonly GitlabProject[]> {
  const { owner } = gitlab.settings
  if (owner.kind === 'projects') {
    yield* namedProjects(gitlab, owner.paths, refused, log)
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

async function* namedProjects(
  { rest }: Gitlab,
  paths: readonly string[],
  refused: RefusedPaths,
  log: Pick<RunLog, 'info'>,
): AsyncGenerator<readonly GitlabProject[]> {
  for (const path of paths) {
    try {
      const { body } = await rest.get<GitlabProject>(`/projects/${encodeURIComponent(path)}`)
      yield [body]
    } catch (error) {
      const reason = unavailableReasonOf(error)
      if (reason === undefined) throw error
      log.info(`GitLab gives no project ${path}: ${reason}.`)
      refused.set(path, reason)
    }
  }
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
