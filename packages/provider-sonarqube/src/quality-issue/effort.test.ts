import { expect, it } from 'vitest'
import { minutesOf } from './effort.js'

it.each([
  ['5min', 5],
  ['0min', 0],
  ['1h30min', 90],
  ['2d', 960],
  ['1d2h3min', 603],
  [12, 12],
  ['', null],
  ['soon', null],
  [null, null],
  ['99999999d', null],
])('%s is %s minutes', (given, minutes) => {
  expect(minutesOf(given)).toBe(minutes)
})
