import { expect, test } from 'vitest'
import { describeWebhooks } from './describe-webhooks.js'

const report = {
  rungAt: new Date('2026-03-02T12:00:00Z'),
  told: 24,
  missed: 1,
  share: 0.96,
  missedSinceRing: 1,
  isSilent: false,
}

test('says how much of what changed webhooks have told of', () => {
  expect(describeWebhooks(report)).toBe('webhooks: told of 96 % of changes this week (24 of 25)')
  expect(describeWebhooks({ ...report, told: 999, share: 0.999 })).toContain('99 %')
})

test('claims nothing in a week without changes', () => {
  expect(describeWebhooks({ ...report, told: 0, missed: 0, share: null })).toBe(
    'webhooks: the last one came at 2026-03-02 12:00:00Z',
  )
})

test('says what to do where they fell silent', () => {
  expect(describeWebhooks({ ...report, missedSinceRing: 20, isSilent: true })).toBe(
    "webhooks: none has come since 2026-03-02 12:00:00Z, and 20 walks have found changes since. Look after them in the vendor's settings; changes come by polling meanwhile.",
  )
})
