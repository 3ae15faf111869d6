import type { PassEvent } from '@data-import/core'
import { expect, test } from 'vitest'
import { textWidth } from '../output/fit-text.js'
import { createEventLines } from './describe-event.js'
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

test('a walk that knows how many records there are shows how far it is', () => {
  const progress = { done: 1_200, total: 3_900 }
  const walking = [...events, { type: 'rows-saved', at, partition: '2', progress, saved, ...run } as const]
  const [line] = liveLines(walking.reduce(applyEvent, emptyState), { width: 100, now: later })
  expect(line).toMatch(/roc·\[2Jkets 1,200 of 3,900$/)
})

test('tells how many partitions there are, and how long the rest will take at the pace so far', () => {
  const after = (seconds: number) => new Date(at.getTime() + seconds * 1_000)
  const walk = (key: string) => ({ type: 'partition-started', at, key, name: key, total: 4, ...run }) as const
  const page = (done: number) =>
    ({ type: 'rows-saved', at, partition: 'a', saved, progress: { done, total: 100 }, ...run }) as const
  const state = [walk('a'), page(20)].reduce(applyEvent, emptyState)
  expect(liveLines(state, { width: 100, now: after(10) })[0]).not.toContain('left')
  // A quarter is 100 records: from 20 to 60 of them in 10 s, and 340 remain.
  expect(liveLines(applyEvent(state, page(60)), { width: 100, now: after(10) })[0]).toMatch(
    /about 1 min 25 s left {2}a 60 of 100$/,
  )
  const done = { type: 'partition-finished', at, key: 'a', name: 'a', status: 'COMPLETE', ...run } as const
  expect(liveLines(applyEvent(state, done), { width: 100, now: after(1) })[0]).toContain('1 of 4 partitions done')
})

const entries = Array.from({ length: 9 }, (_, index): PassEvent => {
  return { type: 'logged', at, level: 'WARN', message: `repository ${index} is shallow`, ...run }
})
const info: PassEvent = { type: 'logged', at, level: 'INFO', message: 'all is well', ...run }
const failed: PassEvent = { type: 'partition-finished', at, key: '2', name: 'x', status: 'FAILED', reason: 'y', ...run }

test('without a terminal a run is one line, its warnings stay, and its log has the rest of many', () => {
  const lines = [...events, info, failed, ...entries, finished].flatMap((event) => lineOf(event) ?? [])
  expect(lines).toEqual([
    ...[0, 1, 2, 3, 4].map((index) => `acme/commit: WARN repository ${index} is shallow`),
    'acme/commit: more in its log: data-import logs r1',
    'acme/commit: PARTIAL, 1,230 rows, 4.2 s (1 of 2 partitions failed)',
  ])
})
const lineOf = createEventLines()

test('a reason that was logged is not said again, and a run that waited for another has no line', () => {
  const say = createEventLines()
  const error: PassEvent = { type: 'logged', at, level: 'ERROR', message: '1 of 2 partitions failed', ...run }
  const blocked: PassEvent = { ...finished, runId: 'r2', status: 'SKIPPED', blockedBy: run }
  expect([error, finished, blocked].flatMap((event) => say(event) ?? [])).toEqual([
    'acme/commit: ERROR 1 of 2 partitions failed',
    'acme/commit: PARTIAL, 1,230 rows, 4.2 s',
  ])
})

test('a quiet pass tells only what is not well', () => {
  const quiet = createEventLines({ isQuiet: true })
  const lost: PassEvent = { type: 'lock-lost', at, reason: 'gone' }
  expect([...events, info, finished, lost].flatMap((event) => quiet(event) ?? [])).toEqual(['the lock was lost: gone'])
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
