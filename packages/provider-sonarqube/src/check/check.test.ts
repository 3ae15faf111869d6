import { type FakeSonarqube, populate, startFakeSonarqube } from '@data-import/fake-sonarqube'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { check } from './check.js'
import { costOf } from './estimate.js'

let sonarqube: FakeSonarqube
beforeEach(async () => {
  sonarqube = await startFakeSonarqube()
  populate(sonarqube, { projects: 4, seed: 1 })
})
afterEach(() => sonarqube.close())

const found = async (settings: Record<string, string> = {}) => {
  const env = { SONARQUBE_URL: sonarqube.url, SONARQUBE_TOKEN: sonarqube.token, ...settings }
  const findings = await check({ env, signal: new AbortController().signal })
  return findings.map(({ status, message }) => `${status}: ${message}`)
}

it('tells version, projects, what may be read of them, and what the first import takes', async () => {
  const findings = await found()
  expect(findings[0]).toBe('ok: SonarQube 25.11.0.114957 takes the token.')
  expect(findings[1]).toBe('ok: quality-project: 4 projects, all that there are.')
  expect(findings.slice(2, 4)).toEqual([
    'ok: quality-measure: read in 3 of 4 projects that were tried.',
    'ok: quality-issue: read in 3 of 4 projects that were tried.',
  ])
  expect(findings[4]).toMatch(/^ok: The first import takes between \d+ and \d+ requests/)
  expect(sonarqube.traffic.requests).toBeLessThanOrEqual(10)
})

it('says what a token lacks', async () => {
  const token = sonarqube.addToken()
  const [web] = sonarqube.projects()
  if (web) sonarqube.hide(token, web)
  expect((await found({ SONARQUBE_TOKEN: token }))[1]).toMatch(
    /^ok: quality-project: 3 projects that the token may browse/,
  )
  if (web) sonarqube.hide(sonarqube.token, web)
  expect(await found()).toContainEqual(expect.stringMatching(/^warning: quality-issue: the token lacks Browse/))
  expect(await found({ SONARQUBE_PROJECTS: 'acme:nowhere' })).toContainEqual(
    expect.stringMatching(/^warning: The token sees no project/),
  )
})

it('says that the token is refused, that the server starts, and that the address is no SonarQube', async () => {
  expect(await found({ SONARQUBE_TOKEN: 'squ_wrong0123' })).toEqual([
    expect.stringMatching(/takes|^error: SonarQube refused SONARQUBE_TOKEN/),
  ])
  sonarqube.setStarting(true)
  expect(await found()).toEqual(['error: SonarQube is not ready (STARTING): try again later.'])
  expect(await found({ SONARQUBE_URL: `${sonarqube.url}/elsewhere` })).toEqual([expect.stringMatching(/^error: /)])
})

it('the estimate holds for what the first import of these projects took', () => {
  const projects = [{ analysedAt: new Date() }, { analysedAt: null }]
  expect(costOf({ projects, issues: 1_200, since: null })).toEqual({ least: 3 + 8 + 1, most: 12 + 2 + 6 + 2 })
})
