import { expect, it } from 'vitest'
import { readMinutes } from './read-minutes.js'
import { readSince } from './read-since.js'

it('a day and an instant with its zone are a start', () => {
  expect(readSince('BOARD_SINCE', '')).toBeNull()
  expect(readSince('BOARD_SINCE', '2025-01-31')).toEqual(new Date('2025-01-31T00:00:00Z'))
  expect(readSince('BOARD_SINCE', '2025-01-31T12:00:00+02:00')).toEqual(new Date('2025-01-31T10:00:00Z'))
})

it.each(['soon', '2025-02-30', '2025-01-31T12:00:00', '1969-12-31', '2100-01-01', '01/31/2025'])(
  '%s is none, and the message names the key',
  (setting) => {
    expect(() => readSince('BOARD_SINCE', setting)).toThrow('BOARD_SINCE is a date such as 2025-01-31')
  },
)

it('minutes are numbers from 0, and have a default', () => {
  expect(readMinutes('BOARD_WAIT', '', 15)).toBe(900_000)
  expect(readMinutes('BOARD_WAIT', '0.5', 15)).toBe(30_000)
  expect(readMinutes('BOARD_WAIT', '0', 15)).toBe(0)
  for (const setting of ['-1', 'ten', 'Infinity']) {
    expect(() => readMinutes('BOARD_WAIT', setting, 15)).toThrow('BOARD_WAIT is a number of minutes from 0.')
  }
})
