import { statusOf } from '@data-import/model'
import { expect, it } from 'vitest'
import { hasEnded } from './has-ended.js'

it.each([
  ['completed', 'success', true],
  ['completed', 'action_required', true],
  ['completed', 'a_new_one', true],
  ['waiting', null, false],
  ['in_progress', null, false],
  ['a_new_one', null, false],
  [null, null, false],
])('of a run that is %s with conclusion %s: %s', (status, result, expected) => {
  expect(hasEnded(statusOf('github/run', { status, result }))).toBe(expected)
})
