import { describe, expect, it } from 'vitest'
import { judgeSight } from './judge-sight.js'
import type { SeenRun } from './statements.js'

const nothing: SeenRun = {
  ...{ runId: 'r', status: null, recordsImported: null, recordsFailed: null, durationMs: null, errorMessage: null },
  ...{ ageMs: null, jobId: null, takenBy: null, pid: null, silentMs: null },
}
const running: SeenRun = { ...nothing, status: 'RUNNING', ageMs: 500 }
const limits = { scriptTimeoutMs: 60_000, silentWorkerMs: 10_000 }

/** What is judged of looks that follow each other. */
function judged(looks: readonly SeenRun[], isTakerUp = false) {
  const sightings = { unheld: 0 }
  return looks.map((seen) => judgeSight(seen, sightings, limits, isTakerUp).is)
}

describe('judgeSight', () => {
  it('takes a run for lost whose lock nobody holds in two looks, and not in one', () => {
    expect(judged([running, running])).toEqual(['well', 'lost'])
    expect(judged([running, { ...running, pid: 7 }, running])).toEqual(['well', 'well', 'well'])
  })
  it('believes a row that has ended', () => {
    expect(judged([{ ...running, status: 'PARTIAL' }])).toEqual(['ended'])
  })
  it('lets a worker that is up take its time until it has the lock', () => {
    const taken = { ...nothing, jobId: '1', takenBy: 'w' }
    expect(judged(Array(9).fill(taken), true)).toEqual(Array(9).fill('well'))
  })
  it('lets a run wait as long as no worker has it', () => {
    expect(judged(Array(9).fill({ ...nothing, jobId: '1' }))).toEqual(Array(9).fill('waiting'))
  })
  it('misses a run that is in no queue, or was fetched by a worker that is gone', () => {
    const taken = { ...nothing, jobId: '1', takenBy: 'w' }
    expect(judged([taken, taken])).toEqual(['well', 'missing'])
    expect(judged([nothing, nothing])).toEqual(['well', 'missing'])
  })
  it('takes a worker for hung that holds the lock and says nothing', () => {
    expect(judged([{ ...running, pid: 7, silentMs: 11_000 }])).toEqual(['silent'])
    expect(judged([{ ...running, pid: 7, silentMs: null }])).toEqual(['well'])
  })
  it('ends a run whose time was over long ago', () => {
    expect(judged([{ ...running, pid: 7, silentMs: 10, ageMs: 76_000 }])).toEqual(['overdue'])
  })
})
