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
  const cost = /about (\d+) requests, (\d+) points/.exec(findings.at(-1)?.message ?? '')
  traffic.reset()
  await imports.addSource()
  await imports.pass()
  const { rest, points } = traffic
  expect(Number(cost?.[1]) / rest).toBeCloseTo(1, 1)
  expect(Number(cost?.[2]) / points).toBeCloseTo(1, 1)
})
