import { describe, expect, it } from 'vitest'
import { beginWalk } from './begin-walk.js'

const at = (time: string) => new Date(`2026-03-02T${time}Z`)
const analysedAt = at('11:30:00')
const listed = { key: 'acme:web', name: 'web', uuid: null, analysedAt, isPrivate: null, revision: null }
const before = { key: 'acme:web', hotspots: null, since: null, fullAt: at('08:00:00').toISOString() }
const passAt = (listedAt: Date) => ({ hotspots: null, isBackfill: false, lagMs: 0, listedAt })

describe('a walk that ends the window of an interrupted one', () => {
  const state = { ...before, mark: at('07:00:00').toISOString(), seenAt: at('08:00:00').toISOString() }
  const window = { key: 'acme:web', startDate: at('08:00:00'), endDate: at('11:00:00') }

  it('has seen an analysis when it was listed, so that its late issues are read in the next pass', () => {
    const head = beginWalk({ ...window, state }, listed, passAt(at('12:00:00')))
    expect(head.seenAt).toBe(at('12:00:00').toISOString())
    const next = { key: 'acme:web', startDate: at('12:00:00'), endDate: at('12:15:00'), state: head }
    expect(beginWalk(next, listed, passAt(at('12:15:00'))).since).toBe(analysedAt.toISOString())
  })
})
