import { expect, it } from 'vitest'
import { type Known, verdict } from '@/lib/verdict'

const well = { isEnabled: true, lastCompleteAt: new Date(0) }
const never = { isEnabled: true, lastCompleteAt: null }
const off = { isEnabled: false, lastCompleteAt: null }
const counts = { COMPLETE: 3, INCOMPLETE: 0, FAILED: 0, SKIPPED: 1, UNAVAILABLE: 0 }
const now = new Date('2026-11-24T12:00:00Z')
const completed = { status: 'COMPLETED' }
const failed = { status: 'FAILED' }

function ledger(more: Partial<typeof counts> = {}): Known['completeness'] {
  return [{ resources: [{ resource: 'commit', counts: { ...counts, ...more }, completeUpTo: null }] }]
}

const allIsWell: Known = {
  sources: [well],
  completeness: ledger(),
  lastRuns: [completed, completed],
  lastTickAt: new Date('2026-11-24T11:50:00Z'),
  lastPass: { status: 'completed' },
  now,
}

it.each<[string, Partial<Known>]>([
  ['Everything is complete.', {}],
  ['Everything is complete.', { sources: [well, off] }],
  ['Nothing has been imported yet.', { sources: [], completeness: [], lastRuns: [], lastTickAt: null, lastPass: null }],
  ['Nothing has been imported yet.', { sources: [never], completeness: [], lastRuns: [] }],
  ['2 of 6 partitions are not complete.', { completeness: ledger({ FAILED: 1, INCOMPLETE: 1 }) }],
  ['1 of 5 partitions is not complete.', { completeness: ledger({ UNAVAILABLE: 1 }) }],
  ['1 of 2 data sources is not complete yet.', { sources: [well, never] }],
  // A run can fail before it has any partition.
  ['The last run of 1 of 3 resources is not complete.', { lastRuns: [completed, failed, completed] }],
  ['The last run of 1 of 1 resource is not complete.', { sources: [never], completeness: [], lastRuns: [failed] }],
  ['The last pass left something out.', { lastPass: { status: 'partial' } }],
  ['The last pass left something out.', { lastPass: { status: 'cancelled' } }],
  ['No tick has come yet: is the cron set up?', { lastTickAt: null, lastPass: null }],
  ['No tick has come for 21 days: is the cron running?', { lastTickAt: new Date('2026-11-03T11:50:00Z') }],
])('says: %s', (sentence, known) => {
  expect(verdict({ ...allIsWell, ...known }).sentence).toBe(sentence)
})
