import { expect, it } from 'vitest'
import type { DataSourceScript } from '../contract/script.js'
import { buildGraph } from './build-graph.js'
import type { DataSourceRecord } from './data-source.js'

const source = (id: string, provider: string, organizationId = 'acme'): DataSourceRecord => ({
  id,
  name: id,
  provider,
  organizationId,
  syncIntervalMinutes: null,
  lastSyncAt: null,
  lookedAt: null,
  requestedAt: null,
  rungResources: [],
  configs: [],
})
const script = (dataSourceName: string, resource: string, dependsOn: string[] = []): DataSourceScript => ({
  dataSourceName,
  resource,
  dependsOn,
  importWindowDays: 1,
  run: async () => {},
})
const scripts = new Map([
  ['GIT', [script('GIT', 'repository'), script('GIT', 'commit', ['repository'])]],
  ['SONAR', [script('SONAR', 'quality', ['repository'])]],
  ['X', [script('X', 'a', ['b'])]],
  ['Y', [script('Y', 'b', ['a'])]],
])
const edges = (nodes: ReturnType<typeof buildGraph>) =>
  Object.fromEntries(nodes.map(({ id, upstream }) => [id, upstream]))

it('meets a dependency from the same data source, never from a sibling of the same provider', () => {
  const sources = [source('g1', 'GIT'), source('g2', 'GIT')]
  expect(edges(buildGraph(sources, sources, scripts, undefined))).toEqual({
    'g1:repository': [],
    'g1:commit': ['g1:repository'],
    'g2:repository': [],
    'g2:commit': ['g2:repository'],
  })
})

it('else from every data source of the same organisation', () => {
  const sources = [source('s', 'SONAR'), source('g1', 'GIT'), source('g2', 'GIT'), source('g3', 'GIT', 'other')]
  expect(edges(buildGraph(sources, sources, scripts, undefined))['s:quality']).toEqual([
    'g1:repository',
    'g2:repository',
  ])
})

it('names what is missing where no data source of the organisation provides it', () => {
  const sources = [source('s', 'SONAR'), source('g', 'GIT', 'other')]
  expect(buildGraph(sources, sources, scripts, undefined)[0]?.problem).toMatch(
    /repository, which no enabled data source/,
  )
})

it('counts a data source outside the pass as imported earlier', () => {
  const [sonar, git] = [source('s', 'SONAR'), source('g', 'GIT')]
  expect(buildGraph([sonar], [sonar, git], scripts, undefined)).toMatchObject([{ id: 's:quality', upstream: [] }])
})

it('takes a chosen resource with what it depends on', () => {
  const sources = [source('g', 'GIT'), source('s', 'SONAR')]
  expect(buildGraph(sources, sources, scripts, ['commit']).map(({ id }) => id)).toEqual(['g:repository', 'g:commit'])
  expect(() => buildGraph(sources, sources, scripts, ['release'])).toThrow(/Provided are: repository, commit, quality/)
})

it('fails the nodes of a cycle across data sources and no others', () => {
  const sources = [source('x', 'X'), source('y', 'Y'), source('g', 'GIT')]
  const nodes = buildGraph(sources, sources, scripts, undefined)
  expect(nodes.filter(({ problem }) => problem).map(({ id }) => id)).toEqual(['x:a', 'y:b'])
})
