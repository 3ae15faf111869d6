import { ended, queued, running, type Vocabulary, waiting, wordsOf } from './meaning.js'

/** `status` of pipelines and of jobs, one word for both: https://docs.gitlab.com/api/pipelines/ and https://docs.gitlab.com/api/jobs/ */
export const gitlabPipelines: Vocabulary = {
  statuses: wordsOf(
    [queued, 'created', 'preparing', 'pending', 'scheduled'],
    [running, 'running', 'canceling'],
    [waiting, 'manual', 'waiting_for_resource', 'waiting_for_callback'],
    [ended('SUCCESS'), 'success'],
    [ended('FAILURE'), 'failed'],
    [ended('CANCELLED'), 'canceled'],
    [ended('SKIPPED'), 'skipped'],
  ),
}

/** `status` of deployments: https://docs.gitlab.com/api/deployments/ */
export const gitlabDeployments: Vocabulary = {
  statuses: wordsOf(
    [queued, 'created'],
    [running, 'running'],
    [waiting, 'blocked'],
    [ended('SUCCESS'), 'success'],
    [ended('FAILURE'), 'failed'],
    [ended('CANCELLED'), 'canceled'],
    [ended('SKIPPED'), 'skipped'],
  ),
}
