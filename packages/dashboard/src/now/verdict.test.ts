import { expect, test } from 'vitest'
import type { OpenParts } from '../queries/count-open-parts.js'
import type { ResourceState } from '../state/resource-state.js'
import type { SourceState } from '../state/source-state.js'
import { headline } from './headline.js'
import { notesOf } from './notes.js'
import { type Facts, verdictOf } from './verdict.js'

const now = new Date('2026-11-28T14:20:00Z')
const at = (time: string) => new Date(`2026-11-28T${time}:00Z`)

function resource(name: string, more: Partial<ResourceState> = {}): ResourceState {
  return {
    dataSourceId: 'web',
    source: 'web',
    provider: 'GITHUB',
    resource: name,
    completeness: 'whole',
    completeUpTo: at('14:05'),
    partitions: null,
    open: 0,
    lastRun: { id: 'run', status: 'COMPLETED', error: null, endedAt: at('14:06'), saved: 1 },
    failedSince: null,
    refused: 0,
    running: null,
    isLeftOut: false,
    ...more,
  }
}

function source(resources: ResourceState[], more: Partial<SourceState> = {}): SourceState {
  const { name = 'web' } = more
  return {
    id: name,
    name,
    organizationId: 'acme',
    provider: 'GITHUB',
    isEnabled: true,
    createdAt: at('01:00'),
    lastSyncAt: null,
    intervalMinutes: null,
    dueAt: null,
    resources: resources.map((one) => ({ ...one, source: name, dataSourceId: name })),
    ...more,
  }
}

function said(sources: SourceState[], more: Partial<Facts> = {}) {
  const facts: Facts = {
    ...{ now, sources, openParts: [], running: { pass: null, runs: [] }, passBeganAt: at('14:05') },
    ...more,
  }
  const sentence = String(headline(verdictOf(facts), now)).replace(/<[^>]+>/g, '')
  return { sentence, notes: notesOf(facts), tone: verdictOf(facts).tone }
}

const parts = (open: number, total: number, other = 0, dataSourceId = 'web'): OpenParts => ({
  ...{ dataSourceId, open, total, other },
})
const run = {
  runId: 'r',
  dataSourceId: 'web',
  resource: 'commit',
  startedAt: at('14:10'),
  lastSignAt: at('14:11'),
  worker: null,
}
const broken = (status: string, more: Partial<ResourceState> = {}): Partial<ResourceState> => ({
  completeness: 'broken',
  completeUpTo: at('09:00'),
  lastRun: { id: 'run', status, error: 'no', endedAt: at('14:06'), saved: 0 },
  ...more,
})

test('all complete: up to the oldest of them', () => {
  const { sentence, tone, notes } = said([
    source([resource('commit'), resource('issue', { completeUpTo: at('13:50') })]),
  ])
  expect([sentence, tone, notes]).toEqual(['Complete up to 13:50 UTC.', 'good', []])
})

test('of another day, the date is said', () => {
  const old = resource('commit', { completeUpTo: new Date('2026-11-20T08:00:00Z') })
  expect(said([source([old])]).sentence).toBe('Complete up to 2026-11-20 08:00 UTC.')
})

test('partitions that are missing are counted once, by what their provider calls them', () => {
  const some = resource('commit', { completeness: 'parts', open: 5 })
  expect(said([source([some])], { openParts: [parts(3, 212)] })).toMatchObject({
    sentence: 'Complete up to 14:05 UTC, but for 3 of 212 repositories.',
    tone: 'warning',
  })
  const jenkins = source([some], { name: 'ci', provider: 'JENKINS' })
  const acme = source([some], { name: 'acme', provider: 'ACME' })
  const openParts = [parts(3, 212, 1), parts(1, 1, 0, 'ci'), parts(2, 9, 0, 'acme')]
  expect(said([source([some]), jenkins, acme], { openParts }).sentence).toBe(
    'Complete up to 14:05 UTC, but for 3 of 212 repositories, the only job, 2 of 9 partitions and 1 other list.',
  )
})

test('a resource whose run failed is named, and does not make the others old', () => {
  expect(said([source([resource('commit'), resource('issue', broken('FAILED'))])]).sentence).toBe(
    'Complete up to 14:05 UTC, but for issue of web.',
  )
  const many = ['a', 'b', 'c'].map((name) => resource(name, broken('CANCELLED')))
  expect(said([source([resource('commit'), ...many])]).sentence).toBe(
    'Complete up to 14:05 UTC, but for 3 resources of web.',
  )
  expect(said([source([resource('commit'), ...many]), source(many, { name: 'api' })]).sentence).toBe(
    'Complete up to 14:05 UTC, but for 6 resources of 2 data sources.',
  )
})

test('everything failed: up to when it was complete, if that is known of all of it', () => {
  const all = [resource('commit', broken('FAILED')), resource('issue', broken('FAILED', { completeUpTo: at('08:00') }))]
  expect(said([source(all)])).toMatchObject({
    sentence: 'Nothing new comes in. Complete up to 08:00 UTC.',
    tone: 'bad',
  })
  expect(said([source([...all, resource('review', broken('FAILED', { completeUpTo: null }))])]).sentence).toBe(
    'Nothing is complete: every import fails or is unfinished.',
  )
})

test('a first import that runs, and one that never ran', () => {
  const never = resource('commit', { completeness: 'never', completeUpTo: null, lastRun: null })
  const running = { pass: { holder: 'h', since: at('14:10') }, runs: [{ ...run, isDead: false }] }
  expect(said([source([never])], { running }).sentence).toBe('The first import is running.')
  expect(said([source([])], { passBeganAt: null })).toMatchObject({
    sentence: 'Nothing is imported yet.',
    notes: ['No pass has run yet. Start one: data-import run, or the host’s scheduler.'],
  })
  expect(said([source([resource('commit'), never])]).sentence).toBe(
    'Complete up to 14:05 UTC, but for 1 resource still in its first import.',
  )
  const added = said([source([resource('commit')]), source([], { name: 'new' })])
  expect(added.sentence).toBe('Complete up to 14:05 UTC, but for new, which was never imported.')
  expect(added.notes).toEqual([expect.stringContaining('provider is registered')])
})

test('paused sources and resources that were left out do not count, and are told', () => {
  const paused = source([resource('commit', broken('FAILED'))], { name: 'old', isEnabled: false })
  const left = resource('issue', { ...broken('FAILED'), isLeftOut: true })
  expect(said([source([resource('commit'), left]), paused])).toEqual({
    sentence: 'Complete up to 14:05 UTC.',
    tone: 'good',
    notes: [
      '1 data source is paused: what was imported of it stays and ages.',
      '1 resource was left out by the operator, and does not count here.',
    ],
  })
  expect(said([paused]).sentence).toBe('Nothing is imported: every data source is paused.')
  expect(said([])).toMatchObject({ sentence: 'Nothing is imported yet.', tone: 'quiet' })
})

test('refused records are missing', () => {
  expect(said([source([resource('commit', { refused: 12 })])]).sentence).toBe(
    'Complete up to 14:05 UTC, but for 12 refused records.',
  )
})

test('a run that died and a scheduler that stands still are told, with what to do', () => {
  const running = { pass: null, runs: [{ ...run, isDead: true }] }
  const passBeganAt = new Date('2026-11-26T14:00:00Z')
  const quiet = resource('commit', {
    lastRun: { id: 'r', status: 'COMPLETED', error: null, endedAt: passBeganAt, saved: 0 },
  })
  expect(said([source([quiet])], { running, passBeganAt }).notes).toEqual([
    '1 run died with its process. The next pass continues from the last checkpoints.',
    'No pass has begun for 2 d. See whether the scheduler runs.',
  ])
})

test('completed runs of which nobody knows up to when are not given an instant', () => {
  expect(said([source([resource('commit', { completeUpTo: null })])]).sentence).toBe(
    'Everything that ran has completed.',
  )
})
