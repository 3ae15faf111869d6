import { describe, expect, it } from 'vitest'
import { describeUsage, type HttpUsage } from '../contract/http-usage.js'
import { createWaitReport } from './report-waits.js'

function createReport() {
  let now = 0
  const said: string[] = []
  const usage: HttpUsage = { requests: 9, notModified: 0 }
  const log = { debug() {}, info: (message: string) => void said.push(message), warn() {}, error() {} }
  const report = createWaitReport({ name: 'Acme Board', log, usage, monotonicMs: () => now })
  return {
    report,
    said,
    usage,
    later: (milliseconds: number) => {
      now += milliseconds
    },
  }
}

describe('a wait for a limit', () => {
  it('is told and counted once, however many questions wait for it', () => {
    const { report, said, usage, later } = createReport()
    report(30_000, 429)
    report(30_000, undefined)
    later(200)
    report(30_000, 429)
    expect(said).toEqual(['Acme Board asks to wait 30 s (429).'])
    expect(usage.waitedMs).toBe(30_200)
    expect(describeUsage(usage)).toBe('9 requests, waited 31 s for limits')
  })

  it('is told again when it becomes longer, or comes again', () => {
    const { report, said, usage, later } = createReport()
    report(1_000, 429)
    report(60_000, 429)
    later(60_000)
    report(500, 503)
    later(500)
    report(500, undefined)
    expect(said).toEqual([
      'Acme Board asks to wait 1 s (429).',
      'Acme Board asks to wait 60 s (429).',
      'Acme Board asks to wait 1 s (503).',
      'Acme Board asks to wait 1 s.',
    ])
    expect(usage.waitedMs).toBe(61_000)
  })
})
