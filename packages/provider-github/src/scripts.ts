import type { DataSourceScript } from '@data-import/core/provider'
import type { ConnectionOptions } from './client/connection.js'
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
  ].map((script) => script(open))
}

/** The scripts of provider `GITHUB`. */
export const scripts: readonly DataSourceScript<GithubDatabase>[] = createScripts()
