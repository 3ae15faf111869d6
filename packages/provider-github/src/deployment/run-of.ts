import type { GraphqlStatus } from './deployment-query.js'

/**
 * The number of the workflow run that deployed, by the address of the log: GitHub gives a deployment no other link to it, and
 * sets that address where a job has an environment. Null where another program deployed.
 */
export function runNumberOf(statuses: readonly Pick<GraphqlStatus, 'logUrl'>[], fullName: string): string | null {
  for (const { logUrl } of statuses) {
    if (typeof logUrl !== 'string' || !URL.canParse(logUrl)) continue
    const [, owner, name, id] =
      /^\/([^/]+)\/([^/]+)\/actions\/runs\/([1-9]\d*)(?:\/|$)/.exec(new URL(logUrl).pathname) ?? []
    if (id && `${owner}/${name}`.toLowerCase() === fullName.toLowerCase()) return id
  }
  return null
}
