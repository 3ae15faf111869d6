import { populate } from '@data-import/fake-github'
import { expect, it } from 'vitest'
import { useGithubImports } from '../testing/github-imports.fixture.js'
import { createCheck } from './check.js'

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
  expect(Number(points?.[1]) / traffic.points).toBeCloseTo(1, 1)
})
