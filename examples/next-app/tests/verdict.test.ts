import { expect, it } from 'vitest'
import { type Known, verdict } from '@/lib/verdict'

const well = { isEnabled: true, lastCompleteAt: new Date(0) }
const never = { isEnabled: true, lastCompleteAt: null }
const off = { isEnabled: false, lastCompleteAt: null }
const counts = { COMPLETE: 3, INCOMPLETE: 0, FAILED: 0, SKIPPED: 1 }

function ledger(more: Partial<typeof counts> = {}): Known['completeness'] {
  return [{ resources: [{ resource: 'commit', counts: { ...counts, ...more }, completeUpTo: null }] }]
}

it.each<[string, Partial<Known>]>([
  ['Everything is complete.', {}],
  ['Everything is complete.', { sources: [well, off], lastTick: { status: 'busy' } }],
  ['Nothing has been imported yet.', { sources: [], completeness: [] }],
  ['Nothing has been imported yet.', { sources: [never], completeness: [] }],
  ['2 of 6 partitions are not complete.', { completeness: ledger({ FAILED: 1, INCOMPLETE: 1 }) }],
  ['1 of 2 data sources is not complete yet.', { sources: [well, never] }],
  ['The last tick left something out.', { lastTick: { status: 'partial' } }],
])('says: %s', (sentence, known) => {
  expect(verdict({ sources: [well], completeness: ledger(), lastTick: null, ...known }).sentence).toBe(sentence)
})
