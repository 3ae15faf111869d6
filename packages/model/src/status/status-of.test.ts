import { expect, it } from 'vitest'
import { type StatusVendor, statusOf } from './status-of.js'

/** Of vendors with two words: status, result, what they mean. */
const twoWords: [StatusVendor[], ...[string | null, string | null, string | null, string | null][]][] = [
  [
    ['github/run', 'github/job'],
    ['queued', null, 'QUEUED', null],
    ['requested', null, 'QUEUED', null],
    ['pending', null, 'QUEUED', null],
    ['waiting', null, 'WAITING', null],
    ['in_progress', null, 'RUNNING', null],
    ['completed', 'success', 'DONE', 'SUCCESS'],
    ['completed', 'failure', 'DONE', 'FAILURE'],
    ['completed', 'timed_out', 'DONE', 'FAILURE'],
    ['completed', 'startup_failure', 'DONE', 'FAILURE'],
    ['completed', 'cancelled', 'DONE', 'CANCELLED'],
    ['completed', 'skipped', 'DONE', 'SKIPPED'],
    ['completed', 'neutral', 'DONE', 'SKIPPED'],
    ['completed', 'stale', 'DONE', 'SKIPPED'],
    ['completed', 'action_required', 'WAITING', null],
    ['completed', 'a_new_one', 'DONE', null],
    ['completed', null, 'DONE', null],
    ['a_new_one', null, null, null],
    ['a_new_one', 'success', 'DONE', 'SUCCESS'],
    [null, null, null, null],
    ['queued', 'success', 'QUEUED', null],
    ['constructor', null, null, null],
    ['completed', '__proto__', 'DONE', null],
  ],
  [
    ['github/deployment'],
    ['PENDING', null, 'QUEUED', null],
    ['queued', null, 'QUEUED', null],
    ['IN_PROGRESS', null, 'RUNNING', null],
    ['WAITING', null, 'WAITING', null],
    ['SUCCESS', 'SUCCESS', 'DONE', 'SUCCESS'],
    ['ACTIVE', 'SUCCESS', 'DONE', 'SUCCESS'],
    ['FAILURE', 'FAILURE', 'DONE', 'FAILURE'],
    ['error', 'error', 'DONE', 'FAILURE'],
    ['INACTIVE', 'SUCCESS', 'DONE', 'SUCCESS'],
    ['INACTIVE', null, 'DONE', null],
    ['DESTROYED', 'FAILURE', 'DONE', 'FAILURE'],
    ['DESTROYED', null, 'DONE', null],
    ['A_NEW_ONE', null, null, null],
    ['A_NEW_ONE', 'SUCCESS', 'DONE', 'SUCCESS'],
  ],
  [
    ['jenkins/build'],
    ['queued', null, 'QUEUED', null],
    ['building', null, 'RUNNING', null],
    // A step may say so early; the build may yet fail.
    ['building', 'UNSTABLE', 'RUNNING', null],
    ['finished', 'SUCCESS', 'DONE', 'SUCCESS'],
    ['finished', 'UNSTABLE', 'DONE', 'UNSTABLE'],
    ['finished', 'FAILURE', 'DONE', 'FAILURE'],
    ['finished', 'NOT_BUILT', 'DONE', 'SKIPPED'],
    ['finished', 'ABORTED', 'DONE', 'CANCELLED'],
    ['finished', null, 'DONE', null],
    ['finished', 'A_NEW_ONE', 'DONE', null],
  ],
]

const cases = twoWords.flatMap(([vendors, ...lists]) =>
  vendors.flatMap((vendor) => lists.map((list) => [vendor, ...list] as const)),
)

it.each(cases)('%s: status %s with result %s is %s with result %s', (vendor, status, result, expected, ended) => {
  expect(statusOf(vendor, { status, result })).toEqual({
    ...{ status: expected, originalStatus: status, result: ended, originalResult: result },
  })
})

/** Of vendors with one word: what it means. */
const oneWord: [StatusVendor[], Record<string, string>][] = [
  [
    ['github/deployment'],
    { ACTIVE: 'SUCCESS', SUCCESS: 'SUCCESS', error: 'FAILURE', FAILURE: 'FAILURE', ABANDONED: 'CANCELLED' },
  ],
  [
    ['gitlab/pipeline', 'gitlab/job'],
    {
      ...{ created: 'QUEUED', preparing: 'QUEUED', pending: 'QUEUED', scheduled: 'QUEUED' },
      ...{ running: 'RUNNING', canceling: 'RUNNING' },
      ...{ manual: 'WAITING', waiting_for_resource: 'WAITING', waiting_for_callback: 'WAITING' },
      ...{ success: 'SUCCESS', failed: 'FAILURE', canceled: 'CANCELLED', skipped: 'SKIPPED' },
    },
  ],
  [
    ['gitlab/deployment'],
    {
      ...{ created: 'QUEUED', running: 'RUNNING', blocked: 'WAITING' },
      ...{ success: 'SUCCESS', failed: 'FAILURE', canceled: 'CANCELLED', skipped: 'SKIPPED' },
    },
  ],
  [
    ['jenkins/stage'],
    {
      ...{ QUEUED: 'QUEUED', IN_PROGRESS: 'RUNNING', PAUSED_PENDING_INPUT: 'WAITING' },
      ...{ SUCCESS: 'SUCCESS', UNSTABLE: 'UNSTABLE', FAILED: 'FAILURE', ABORTED: 'CANCELLED', NOT_EXECUTED: 'SKIPPED' },
    },
  ],
  [
    ['circleci/workflow', 'circleci/job'],
    {
      ...{ queued: 'QUEUED', not_running: 'QUEUED', running: 'RUNNING', failing: 'RUNNING' },
      ...{ on_hold: 'WAITING', blocked: 'WAITING' },
      ...{ success: 'SUCCESS', canceled: 'CANCELLED', not_run: 'SKIPPED' },
      ...{ failed: 'FAILURE', error: 'FAILURE', unauthorized: 'FAILURE', timedout: 'FAILURE' },
      ...{ infrastructure_fail: 'FAILURE', 'terminated-unknown': 'FAILURE' },
    },
  ],
]
const words = oneWord.flatMap(([vendors, meanings]) =>
  vendors.flatMap((vendor) => Object.entries(meanings).map(([word, meaning]) => [vendor, word, meaning] as const)),
)

it.each(words)('%s: %s is %s', (vendor, word, meaning) => {
  const isStatus = ['QUEUED', 'RUNNING', 'WAITING'].includes(meaning)
  const expected = isStatus
    ? { status: meaning, result: null, originalResult: null }
    : { status: 'DONE', result: meaning, originalResult: word }
  expect(statusOf(vendor, { status: word })).toEqual({ ...expected, originalStatus: word })
})

it('a job of CircleCI that was retried was cancelled, and another took its place', () => {
  expect(statusOf('circleci/job', { status: 'retried' })).toEqual({
    ...{ status: 'DONE', originalStatus: 'retried', result: 'CANCELLED', originalResult: 'retried', isRetried: true },
  })
})

it.each(['gitlab/pipeline', 'gitlab/deployment', 'jenkins/stage', 'circleci/job'] as const)(
  '%s: a word that is not known is kept, and means nothing',
  (vendor) => {
    expect(statusOf(vendor, { status: 'a_new_one' })).toEqual({
      ...{ status: null, originalStatus: 'a_new_one', result: null, originalResult: null },
    })
  },
)
