import type { PassEvent } from '@data-import/core'
import { expect, test } from 'vitest'
import { textWidth } from '../output/fit-text.js'
import { describeEvent } from './describe-event.js'
import { applyEvent, emptyState, liveLines } from './live-state.js'
import { showProgress } from './show-progress.js'

const at = new Date('2026-03-01T00:00:00Z')
const run = { runId: 'r1', dataSourceId: 'd1', dataSource: 'acme', provider: 'GIT', resource: 'commit' }
const saved = { inserted: 1_200, updated: 30, unchanged: 4, deleted: 0, failed: 0 }
const events: PassEvent[] = [
  { type: 'pass-started', passId: 'p', at, runs: [run] },
  { type: 'run-started', at, startDate: at, endDate: at, ...run },
  { type: 'partition-started', at, key: '1', name: 'anvils', ...run },
  { type: 'partition-started', at, key: '2', name: 'roc\x1b[2Jkets', ...run },
  { type: 'rows-saved', at, partition: '1', saved, ...run },
  { type: 'partition-finished', at, key: '1', name: 'anvils', status: 'COMPLETE', ...run },
]
const later = new Date(at.getTime() + 4_200)
const finished: PassEvent = {
  type: 'run-finished',
  at,
  ...run,
  status: 'PARTIAL',
  recordsImported: 1_230,
  recordsFailed: 0,
  durationMs: 4_200,
  errorMessage: '1 of 2 partitions failed',
}

test('a running script is one line: time, rows, partitions done and being walked', () => {
  const state = events.reduce(applyEvent, emptyState)
  expect(liveLines(state, { width: 100, now: later })).toEqual([
    'acme/commit  4.2 s  1,234 rows  1 partitions done  roc·[2Jkets',
    '0 of 1 scripts done',
  ])
  expect(liveLines(state, { width: 30, now: later }).map(textWidth)).toEqual([29, 19])
  expect(liveLines(applyEvent(state, finished), { width: 100, now: later })).toEqual([])
})

test('without a terminal each event is a line, except those that come by the thousand', () => {
  expect([...events, finished].map(describeEvent)).toEqual([
    'pass of 1 scripts',
    'acme/commit: started',
    undefined,
    undefined,
    undefined,
    'acme/commit: anvils COMPLETE',
    'acme/commit: PARTIAL, 1,230 rows, 4.2 s (1 of 2 partitions failed)',
  ])
})

test('on a terminal lines are redrawn in place, warnings stay above them, and nothing is left at the end', () => {
  let written = ''
  const progress = showProgress(
    {
      write: (text) => {
        written += text
      },
      isTTY: true,
      columns: 80,
    },
    () => later,
  )
  for (const event of events) progress.observe(event)
  progress.observe({ type: 'logged', at, level: 'WARN', message: 'a shallow clone', ...run })
  expect(written).toMatch(/^acme\/commit: WARN a shallow clone\nacme\/commit {2}4\.2 s.*\n0 of 1 scripts done\n$/)
  written = ''
  progress.observe(finished)
  progress.end()
  expect(written).toBe('\x1b[2A\r\x1b[J')
})
