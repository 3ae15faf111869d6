import type { TableDefinition } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { needs } from './check/needs.js'
import { totalsQuery } from './check/totals-query.js'
import { probeQuery } from './repository/probe-query.js'
import { probedRepository } from './repository/probed-repository.js'
import { probed } from './repository/repository.fixture.js'
import { type GithubResource, listsOf } from './resource.js'
import { resources } from './resources.js'
import { scripts } from './scripts.js'
import { tables } from './tables.js'

const reading = resources.filter(({ within }) => within === 'repository')

describe('everything about a resource derives from its descriptor', () => {
  it('the scripts, in the same order and under the same names', () => {
    expect(scripts.map(({ resource }) => resource)).toEqual(resources.map(({ name }) => name))
  })

  it('the tables, none of which is left out', () => {
    const written = new Set(resources.flatMap((resource) => resource.tables))
    const listed = new Set<TableDefinition>(tables)
    const namesIn = (some: ReadonlySet<TableDefinition>, others: ReadonlySet<TableDefinition>) =>
      [...some].flatMap((table) => (others.has(table) ? [] : table.name))
    expect(namesIn(written, listed), 'resources write these: add them to tables.ts').toEqual([])
    expect(namesIn(listed, written), 'no resource writes these: take them out of tables.ts').toEqual([])
  })

  it('what the probe and the check ask of each repository', () => {
    for (const { field } of listsOf(resources)) {
      expect(probeQuery(listsOf(resources))).toMatch(new RegExp(`^ +${field}\\(first: 1, orderBy`, 'm'))
      expect(totalsQuery(listsOf(resources))).toMatch(new RegExp(`^ +${field} { totalCount }$`, 'm'))
    }
  })

  it('what is not available where the probe was refused a list', () => {
    const list = { field: 'imaginaryThings', orderBy: 'UPDATED_AT' } as const
    const imaginary: GithubResource = { ...reading[0], name: 'imaginary-thing', list } as GithubResource
    const seen = probedRepository(probed, [...resources, imaginary], '2026-02-01T00:00:00.000Z')
    expect(Object.keys(seen?.state.unavailable ?? {})).toEqual([imaginary.name])
  })

  it('the permissions that are checked', () => {
    const checked = needs({ ownerKind: 'organization' }).flatMap((need) =>
      need.resources.replace(/ \(.*/, '').split(', '),
    )
    expect(checked.sort()).toEqual(resources.flatMap(({ name, permission }) => (permission ? name : [])).sort())
  })
})

it('a resource inside of repositories needs a permission', () => {
  expect(reading.filter(({ permission }) => permission === undefined)).toEqual([])
})
