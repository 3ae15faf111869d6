import { ended, queued, running, type Vocabulary, waiting, wordsOf } from './meaning.js'

/** `status` of workflows and of jobs, one word for both: https://circleci.com/docs/api/v2/ */
export const circleciWorkflows: Vocabulary = {
  statuses: wordsOf(
    [queued, 'queued', 'not_running'],
    // A workflow fails while one of its jobs has failed and others still run; when they end, it has failed.
    [running, 'running', 'failing'],
    [waiting, 'on_hold', 'blocked'],
    [ended('SUCCESS'), 'success'],
    [ended('FAILURE'), 'failed', 'error', 'unauthorized', 'infrastructure_fail', 'timedout', 'terminated-unknown'],
    [ended('CANCELLED'), 'canceled'],
    [ended('SKIPPED'), 'not_run'],
    [{ status: 'DONE', result: 'CANCELLED', isRetried: true }, 'retried'],
  ),
}
