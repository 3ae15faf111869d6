import { done, ended, queued, running, type Vocabulary, waiting, wordsOf } from './meaning.js'

/**
 * `result` of builds: https://javadoc.jenkins.io/hudson/model/Result.html. Jenkins has no word for the status but a field
 * `building`: `building` stands for true, `finished` for false. A build may have a result while it still builds.
 */
export const jenkinsBuilds: Vocabulary = {
  statuses: wordsOf([queued, 'queued'], [running, 'building'], [done, 'finished']),
  results: wordsOf(
    [ended('SUCCESS'), 'success'],
    [ended('UNSTABLE'), 'unstable'],
    [ended('FAILURE'), 'failure'],
    [ended('CANCELLED'), 'aborted'],
    [ended('SKIPPED'), 'not_built'],
  ),
}

/** `status` of stages, one word for both: https://plugins.jenkins.io/pipeline-rest-api/ */
export const jenkinsStages: Vocabulary = {
  statuses: wordsOf(
    [queued, 'queued'],
    [running, 'in_progress'],
    [waiting, 'paused_pending_input'],
    [ended('SUCCESS'), 'success'],
    [ended('UNSTABLE'), 'unstable'],
    [ended('FAILURE'), 'failed', 'failure'],
    [ended('CANCELLED'), 'aborted'],
    [ended('SKIPPED'), 'not_executed', 'not_built'],
  ),
}
