import { expect, it } from 'vitest'
import { answeredAt, createVendorClock } from './vendor-clock.js'

function createClock() {
  const time = { now: 1_000_000 }
  return { time, clock: createVendorClock(() => time.now) }
}

it('knows no time before the first answer, nor from a header that is none', () => {
  const { clock } = createClock()
  clock.observe(undefined, 0)
  clock.observe('yesterday', 0)
  expect(clock.now()).toBeNull()
})

it('continues from the date of an answer', () => {
  const { clock, time } = createClock()
  clock.observe('Mon, 01 Jun 2026 12:00:00 GMT', 0)
  time.now += 90_000
  expect(clock.now()).toEqual(new Date('2026-06-01T12:01:30Z'))
})

it('is never ahead of the vendor: the answer may have been made when the request was sent', () => {
  const { clock } = createClock()
  clock.observe('Mon, 01 Jun 2026 12:00:00 GMT', 400)
  expect(clock.now()).toEqual(new Date('2026-06-01T11:59:59.600Z'))
})

it('keeps the earliest of all answers, and so never goes back to a later one', () => {
  const { clock, time } = createClock()
  clock.observe('Mon, 01 Jun 2026 12:00:00 GMT', 900)
  time.now += 1_000
  clock.observe('Mon, 01 Jun 2026 12:00:01 GMT', 10)
  expect(clock.now()).toEqual(new Date('2026-06-01T12:00:00.100Z'))
  clock.observe('Mon, 01 Jun 2026 12:00:01 GMT', 2_000)
  expect(clock.now()).toEqual(new Date('2026-06-01T11:59:59Z'))
})

it('is not put back by what a cache has kept', () => {
  const { clock } = createClock()
  clock.observe('Mon, 01 Jun 2026 12:00:00 GMT', 0, '0')
  clock.observe('Sun, 31 May 2026 12:00:00 GMT', 0, '86400')
  expect(clock.now()).toEqual(new Date('2026-06-01T12:00:00Z'))
})

it.each([
  [{ date: 'Mon, 01 Jun 2026 12:00:00 GMT' }, '2026-06-01T12:00:00.000Z'],
  [{ date: 'Mon, 01 Jun 2026 12:00:00 GMT', age: '60' }, '2026-06-01T12:01:00.000Z'],
  [{ date: 'Mon, 01 Jun 2026 12:00:00 GMT', age: 'old' }, '2026-06-01T12:00:00.000Z'],
  [{ date: 'yesterday' }, undefined],
  [{}, undefined],
])('an answer with %j came at %s', (headers, instant) => {
  expect(answeredAt(new Headers(headers as Record<string, string>))?.toISOString()).toBe(instant)
})
