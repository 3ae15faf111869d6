import type { DataSourceScript } from '@data-import/core/provider'
import type { ConnectionOptions } from './client/connection.js'
import { githubError } from './client/github-error.js'
import { createOpener } from './client/open-github.js'
import { commitScript } from './commit/commit.js'
import { contributorScript } from './contributor/contributor.js'
import type { GithubDatabase } from './database.js'
import { deploymentScript } from './deployment/deployment.js'
import { issueScript } from './issue/issue.js'
import { jobScript } from './job/job.js'
import { pipelineRunScript } from './pipeline-run/pipeline-run.js'
import { pullRequestScript } from './pull-request/pull-request.js'
import { releaseScript } from './release/release.js'
import { repositoryScript } from './repository/repository.js'
import { reviewScript } from './review/review.js'

/** The scripts, with what tests replace of time. */
export function createScripts(
  options: Omit<ConnectionOptions, 'timeLeftMs'> = {},
): readonly DataSourceScript<GithubDatabase>[] {
  const open = createOpener(options)
  return [
    repositoryScript,
    contributorScript,
    commitScript,
    pullRequestScript,
    reviewScript,
    issueScript,
    pipelineRunScript,
    jobScript,
    deploymentScript,
    releaseScript,
  ].map((script) => withErrorsTold(script(open)))
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
