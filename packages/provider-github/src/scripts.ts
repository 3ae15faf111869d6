import type { DataSourceScript } from '@data-import/core/provider'
import type { ConnectionOptions } from './client/connection.js'
import { githubError } from './client/github-error.js'
import { createOpener } from './client/open-github.js'
import type { GithubDatabase } from './database.js'
import { resources } from './resources.js'

/** The scripts, with what tests replace of time. */
export function createScripts(
  options: Omit<ConnectionOptions, 'timeLeftMs'> = {},
): readonly DataSourceScript<GithubDatabase>[] {
  const open = createOpener(options)
  return resources.map(({ script }) => withErrorsTold(script(open, resources)))
}

/** Whatever request it was that failed, its error is told in one way. */
function withErrorsTold(script: DataSourceScript<GithubDatabase>): DataSourceScript<GithubDatabase> {
  return {
    ...script,
    async run(context) {
      try {
        await script.run(context)
      } catch (error) {
        throw githubError(
          error,
          `${script.resource} of ${context.env.GITHUB_ORG || context.env.GITHUB_USER || 'GitHub'}`,
        )
      }
    },
  }
}

/** The scripts of provider `GITHUB`. */
export const scripts: readonly DataSourceScript<GithubDatabase>[] = createScripts()
