import { done, ended, queued, running, type Vocabulary, waiting, wordsOf } from './meaning.js'

/** `status` and `conclusion`: https://docs.github.com/en/rest/actions/workflow-runs */
export const githubRuns: Vocabulary = {
  statuses: wordsOf(
    [queued, 'queued', 'requested', 'pending'],
    [running, 'in_progress'],
    [waiting, 'waiting'],
    [done, 'completed'],
  ),
  results: wordsOf(
    [ended('SUCCESS'), 'success'],
    [ended('FAILURE'), 'failure', 'timed_out', 'startup_failure'],
    [ended('CANCELLED'), 'cancelled'],
    [ended('SKIPPED'), 'skipped', 'neutral', 'stale'],
    // GitHub calls it completed; it continues once a maintainer approves it.
    [waiting, 'action_required'],
  ),
}

const decided = wordsOf(
  [ended('SUCCESS'), 'success', 'active'],
  [ended('FAILURE'), 'failure', 'error'],
  [ended('CANCELLED'), 'abandoned'],
)

/**
 * `state`, and the status that decided: https://docs.github.com/en/graphql/reference/enums#deploymentstate. What is
 * inactive or destroyed was replaced, which says nothing of how it ended.
 */
export const githubDeployments: Vocabulary = {
  statuses: new Map([
    ...wordsOf(
      [queued, 'queued', 'pending'],
      [running, 'in_progress'],
      [waiting, 'waiting'],
      [done, 'inactive', 'destroyed'],
    ),
    ...decided,
  ]),
  results: decided,
}
