import { describe, expect, it } from 'vitest'
import { type LimitAnswer, limitWait } from './limit-wait.js'

const now = Date.parse('2026-06-01T12:00:00Z')
const inSeconds = (seconds: number) => String(now / 1000 + seconds)
const answer = (change: Partial<LimitAnswer> = {}): LimitAnswer => ({
  status: 403,
  headers: {},
  message: '',
  ...change,
})
const secondaryMessage = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'

describe('limitWait', () => {
  it.each([403, 429])('waits for the reset of an empty quota, and a second for its rounding (%i)', (status) => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(90) }
    expect(limitWait(answer({ status, headers }), now, 1)).toEqual({ kind: 'quota', waitMs: 91_000 })
  })

  it('takes headers as numbers too', () => {
    const headers = { 'x-ratelimit-remaining': 0, 'x-ratelimit-reset': now / 1000 + 5 }
    expect(limitWait(answer({ headers }), now, 1)).toEqual({ kind: 'quota', waitMs: 6_000 })
  })

  it('waits a second when the quota was already reset', () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(-3_600) }
    expect(limitWait(answer({ headers }), now, 1)).toEqual({ kind: 'quota', waitMs: 1_000 })
  })

  it.each([undefined, '', 'soon', '0'])('waits a minute for an empty quota whose reset is %j', (reset) => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
    expect(limitWait(answer({ headers }), now, 1)).toEqual({ kind: 'quota', waitMs: 60_000 })
  })

  it.each([
    ['seconds', '30', 30_000],
    ['a number', 30, 30_000],
    ['a date', 'Mon, 01 Jun 2026 12:00:42 GMT', 42_000],
    ['no seconds', '0', 1_000],
    ['seconds below zero', '-5', 1_000],
    ['a date that has passed', 'Mon, 01 Jun 2026 11:00:00 GMT', 1_000],
  ])('obeys retry-after as %s, before everything else', (_, retryAfter, waitMs) => {
    const headers = {
      'retry-after': retryAfter,
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': inSeconds(3_600),
    }
    expect(limitWait(answer({ headers }), now, 1)).toEqual({ kind: 'rate', waitMs })
  })

  it('passes over a retry-after that it cannot read', () => {
    const headers = { 'retry-after': 'later', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(9) }
    expect(limitWait(answer({ headers }), now, 1)).toEqual({ kind: 'quota', waitMs: 10_000 })
  })

  it('waits longer with each attempt for a secondary limit that only the message tells, up to a quarter of an hour', () => {
    const headers = { 'x-ratelimit-remaining': '4321', 'x-ratelimit-reset': inSeconds(600) }
    const waits = [1, 2, 3, 4, 5, 60].map((n) => limitWait(answer({ headers, message: secondaryMessage }), now, n))
    expect(waits.map((limit) => limit?.waitMs)).toEqual([60_000, 120_000, 240_000, 480_000, 900_000, 900_000])
    expect(new Set(waits.map((limit) => limit?.kind))).toEqual(new Set(['rate']))
  })

  it('knows the secondary limit by its former name', () => {
    const message = 'You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.'
    expect(limitWait(answer({ message }), now, 1)).toEqual({ kind: 'rate', waitMs: 60_000 })
  })

  it('takes the reset of the quota for no end of a secondary limit', () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(2_000) }
    expect(limitWait(answer({ headers, message: secondaryMessage }), now, 1)?.waitMs).toBe(60_000)
  })

  it('takes every 429 for a limit', () => {
    expect(limitWait(answer({ status: 429, message: 'Too many requests' }), now, 2)).toEqual({
      kind: 'rate',
      waitMs: 120_000,
    })
  })

  it('waits for the reset when GraphQL says RATE_LIMITED with status 200', () => {
    const limited = { status: 200, errorTypes: ['RATE_LIMITED'] }
    const headers = { 'x-ratelimit-reset': inSeconds(20) }
    expect(limitWait(answer({ ...limited, headers }), now, 1)).toEqual({ kind: 'quota', waitMs: 21_000 })
    expect(limitWait(answer(limited), now, 1)).toEqual({ kind: 'quota', waitMs: 60_000 })
  })

  it.each([
    ['a permission that lacks', answer({ message: 'Resource not accessible by personal access token' })],
    ['a quota that is not empty', answer({ headers: { 'x-ratelimit-remaining': '1' } })],
    ['a failing server, whatever its headers', answer({ status: 503, headers: { 'retry-after': '5' } })],
    ['what is not there', answer({ status: 404, headers: { 'x-ratelimit-remaining': '0' } })],
    ['another GraphQL error', answer({ status: 200, errorTypes: ['NOT_FOUND'] })],
  ])('is about no limit: %s', (_, given) => {
    expect(limitWait(given, now, 1)).toBeUndefined()
  })
})
