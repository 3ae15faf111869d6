import type { PartitionRecord } from '@data-import/core/provider'
import { expect, it } from 'vitest'
import type { Circleci } from '../client/open-circleci.js'
import { readSettings } from '../settings.js'
import { listSlugs } from './list-slugs.js'

const token = 'CCIPAT_0123456789'
const list = 'projects of gh/acme'

/** An organization whose list of pipelines has so many pages. */
function openOf(pages: number, projects = '') {
  const settings = readSettings({
    ...{ CIRCLECI_TOKEN: token, CIRCLECI_ORGANIZATION: 'gh/acme' },
    ...(projects !== '' && { CIRCLECI_PROJECTS: projects }),
  })
  async function* read() {
    for (let page = 1; page <= pages; page++) {
      const items = [{ project_slug: `gh/acme/p${page}`, created_at: '2026-03-01T00:00:00Z' }]
      yield { items, next: page === pages ? null : String(page), body: { items } }
    }
  }
  // Only what the question needs.
  return { settings, lists: { pages: read } } as unknown as Circleci
}

function contextOf(...records: Pick<PartitionRecord, 'key' | 'status'>[]) {
  const said: string[] = []
  const tell = (message: string) => void said.push(message)
  const whole = { name: '', reason: null, watermark: null, state: null, isCurrent: false }
  return {
    said,
    startDate: new Date('2026-01-01T00:00:00Z'),
    log: { debug: tell, info: tell, warn: tell, error: tell },
    partitionsOf: async () => records.map((record) => ({ ...whole, ...record })),
  }
}

it('a list that is read to its end is whole', async () => {
  const { slugs, cutLists } = await listSlugs(contextOf(), openOf(250))
  expect([slugs.length, cutLists]).toEqual([250, []])
})

it('one that is too long leaves its organization not complete, also in later passes, which read only what is new', async () => {
  const context = contextOf()
  const { slugs, cutLists } = await listSlugs(context, openOf(251))
  expect([slugs.length, cutLists]).toEqual([250, [list]])
  expect(context.said.join()).toMatch(/CIRCLECI_PROJECTS/)
  const later = contextOf({ key: 'gh/acme/p1', status: 'COMPLETE' }, { key: list, status: 'UNAVAILABLE' })
  expect((await listSlugs(later, openOf(1))).cutLists).toEqual([list])
})

it('until somebody names projects of it', async () => {
  const later = contextOf({ key: 'gh/acme/p1', status: 'COMPLETE' }, { key: list, status: 'UNAVAILABLE' })
  const { slugs, cutLists } = await listSlugs(later, openOf(1, 'gh/acme/quiet'))
  expect([slugs.includes('gh/acme/quiet'), cutLists]).toEqual([true, []])
})
