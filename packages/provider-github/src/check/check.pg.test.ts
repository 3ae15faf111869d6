import { type FakeTraffic, populate } from '@data-import/fake-github'
import { expect, it } from 'vitest'
import { useGithubImports } from '../testing/github-imports.fixture.js'
import { createCheck } from './check.js'
import { costsOfLists } from './cost.js'
import { trueTotals } from './true-counts.fixture.js'

const imports = useGithubImports()

it('estimates what the first import then takes', async () => {
  await populate(imports.acme(), { repositories: 10, seed: 3, commitsOfLargest: 350 })
  const { traffic, url } = imports.github()
  const env = { GITHUB_API_URL: url, GITHUB_ORG: 'acme', GITHUB_TOKEN: imports.acme().token }
  const findings = await createCheck()({ env, signal: new AbortController().signal })
  const message = findings.at(-1)?.message ?? ''
  const requests = /between (\d+) and (\d+) requests/.exec(message)
  const points = /about (\d+) points/.exec(message)
  traffic.reset()
  await imports.addSource()
  await imports.pass()
  expect(traffic.rest).toBeGreaterThanOrEqual(Number(requests?.[1]))
  expect(traffic.rest).toBeLessThanOrEqual(Number(requests?.[2]))
  expect(Number(points?.[1]) / traffic.points, await pointsOfEach(traffic)).toBeCloseTo(1, 1)
})

/** The points by operation beside those that are estimated by resource, for whoever has to find what is left out. */
async function pointsOfEach({ log }: FakeTraffic): Promise<string> {
  const asked: Record<string, number> = {}
  for (const { operation, points } of log) if (operation) asked[operation] = (asked[operation] ?? 0) + points
  const truths = await Promise.all(
    imports
      .acme()
      .repositories()
      .map((repository) => repository.truth()),
  )
  const estimated = costsOfLists(truths.map(trueTotals)).map(({ resource, points }) => [resource, points] as const)
  return `points asked ${JSON.stringify(asked)}, estimated ${JSON.stringify(Object.fromEntries(estimated))}`
}
