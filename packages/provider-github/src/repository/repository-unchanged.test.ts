import type { PartitionRecord } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { resources } from '../resources.js'
import { json } from '../walk/json.js'
import { probedRepository } from './probed-repository.js'
import { type Probed, probed } from './repository.fixture.js'
import { isRepositoryUnchanged, keptState } from './repository-unchanged.js'

const firstAt = '2026-02-01T00:00:00.000Z'
const nextAt = '2026-02-01T01:00:00.000Z'

function see(change: Partial<Probed>, probedAt: string) {
  const seen = probedRepository({ ...probed, ...change }, resources, probedAt)
  if (!seen) throw new Error('it has a number')
  return seen
}

/** What the ledger gives back: plain data, its fields in another order. */
function recordOf(seen: ReturnType<typeof see>): PartitionRecord {
  const kept = json(keptState(seen)) as Record<string, never>
  const state = Object.fromEntries(Object.entries(kept).reverse())
  const record = { key: '42', name: 'acme/web', status: 'COMPLETE', reason: null, watermark: null } as const
  return { ...record, state, isCurrent: false }
}

const isUnchanged = (before: Partial<Probed>, now: Partial<Probed>, at = nextAt) =>
  isRepositoryUnchanged(recordOf(see(before, firstAt)), see(now, at))

describe('a repository is unchanged', () => {
  it('when row and marks are the same', () => {
    expect(isUnchanged({}, {})).toBe(true)
  })

  it('also where the token may not see something, as before', () => {
    const hidden = { pullRequests: null, hasIssuesEnabled: false }
    expect(isUnchanged(hidden, hidden)).toBe(true)
  })
})

describe('a repository has changed', () => {
  const later = '2026-02-01T00:30:00Z'
  it.each<[string, Partial<Probed>]>([
    ['its name', { nameWithOwner: 'acme/site', name: 'site' }],
    ['its description', { description: null }],
    ['its stars', { stargazerCount: 6 }],
    ['its head', { defaultBranchRef: { name: 'main', target: { oid: 'b'.repeat(40) } } }],
    ['its branch', { defaultBranchRef: { name: 'trunk', target: { oid: 'a'.repeat(40) } } }],
    ['a pull request', { pullRequests: { totalCount: 2, nodes: [{ updatedAt: later }] } }],
    ['a deleted issue', { issues: { totalCount: 1, nodes: [] } }],
    ['a release', { releases: { totalCount: 2, nodes: [{ updatedAt: later }] } }],
    ['a deployment', { deployments: { totalCount: 1, nodes: [{ updatedAt: later }] } }],
    ['a permission', { deployments: null }],
    ['what is switched off', { hasIssuesEnabled: false }],
  ])('by %s', (_, change) => {
    expect(isUnchanged({}, change)).toBe(false)
  })

  it('perhaps, when its newest change had just happened when it was seen', () => {
    const young = { pullRequests: { totalCount: 2, nodes: [{ updatedAt: '2026-01-31T23:59:30Z' }] } }
    expect(isUnchanged(young, young)).toBe(false)
  })

  it('for the ledger, once a day', () => {
    expect(isUnchanged({}, {}, '2026-02-01T23:59:59.999Z')).toBe(true)
    expect(isUnchanged({}, {}, '2026-02-02T00:00:00.000Z')).toBe(false)
  })

  it('perhaps, when it was seen in the future, by a clock that was ahead', () => {
    expect(isUnchanged({}, {}, '2026-01-31T23:59:00.000Z')).toBe(true)
    expect(isUnchanged({}, {}, '2026-01-31T22:00:00.000Z')).toBe(false)
  })

  it('when it was not seen, or the ledger has a state of somebody else', () => {
    const record = recordOf(see({}, firstAt))
    expect(isRepositoryUnchanged(record, undefined)).toBe(false)
    expect(isRepositoryUnchanged({ ...record, state: null }, see({}, nextAt))).toBe(false)
  })
})
