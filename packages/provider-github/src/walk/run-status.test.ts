import { expect, it } from 'vitest'
import { runStatus } from './run-status.js'

it.each([
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
  ['completed', 'action_required', 'DONE', 'WAITING'],
  ['completed', 'a_new_one', 'DONE', null],
  ['completed', null, 'DONE', null],
  ['a_new_one', null, 'RUNNING', null],
  ['a_new_one', 'success', 'DONE', 'SUCCESS'],
  [null, null, 'RUNNING', null],
  ['queued', 'success', 'QUEUED', null],
  ['constructor', null, 'RUNNING', null],
  ['completed', '__proto__', 'DONE', null],
])('status %s with conclusion %s is %s with result %s', (status, conclusion, expected, result) => {
  expect(runStatus(status, conclusion)).toEqual({ status: expected, result })
})
