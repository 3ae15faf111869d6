import { expect, it } from 'vitest'
import type { Sonarqube } from '../client/open-sonarqube.js'
import type { SonarqubeContext } from '../database.js'
import { readSettings } from '../settings/settings.js'
import { knownMetrics } from './known-metrics.js'
import { readHistory } from './read-values.js'

const secondMs = 1_000
const first = Date.parse('2026-03-01T00:00:00Z')
const dateOf = (index: number) => new Date(first + index * secondMs)
const analyses = Array.from({ length: 1_200 }, (_, index) => ({
  ...{ key: `a${index}`, date: dateOf(index), revision: null },
}))

/** Histories a thousand dates a page, of a server that says how long they are as it is told. */
function serverOf(total: (count: number) => unknown) {
  const asked: number[] = []
  const get = async (_: string, { query }: { query: { p: number } }) => {
    asked.push(query.p)
    const page = analyses.slice((query.p - 1) * 1_000, query.p * 1_000)
    const history = page.map(({ date }, index) => ({ date: date.toISOString(), value: String(index) }))
    const paging = { pageIndex: query.p, total: total(analyses.length) }
    return { body: { paging, measures: [{ metric: 'ncloc', history }] } }
  }
  // The one thing of a source that is used.
  return { asked, source: { get } as unknown as Sonarqube['source'] }
}

it.each([
  ['how long they are', (count: number) => count],
  ['nothing of how long they are', () => undefined],
])('histories are read to their end where the server says %s', async (_, total) => {
  const { source, asked } = serverOf(total)
  const values = await readHistory(source, 'acme:web', analyses, ['ncloc'])
  expect([...values.values()].filter((one) => one.has('ncloc'))).toHaveLength(1_200)
  expect(asked).toEqual([1, 2])
})

it('a list of metrics that is empty is no server without metrics', async () => {
  async function* pages() {
    yield { items: [], next: null, body: { metrics: [] } }
  }
  const settings = readSettings({ SONARQUBE_URL: 'https://sonar.acme.example', SONARQUBE_TOKEN: 'squ_0123456789' })
  // Only what the question needs.
  const sonarqube = { settings, source: { pages } } as unknown as Sonarqube
  await expect(knownMetrics({} as SonarqubeContext, sonarqube)).rejects.toThrow(/list of metrics is empty/)
})
