import { populate } from '@data-import/fake-github'
import { describe, expect, it } from 'vitest'
import { createCheck } from './check/check.js'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()

async function expectTruth(sourceId: string): Promise<void> {
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), sourceId, expected)).toEqual(expected)
}

const addToken = () => imports.github().addToken({ owners: ['acme'] })
const warnings = async () =>
  (await imports.db().importLog.findMany({ where: { level: 'WARN' } })).map(({ message }) => message)

describe('several tokens', () => {
  it('import what one does, none used alone, and an unchanged pass stays free', async () => {
    await populate(imports.acme(), { repositories: 4, seed: 5, commitsOfLargest: 120 })
    const tokens = [imports.acme().token, addToken(), addToken()]
    const source = await imports.addSource({ GITHUB_TOKEN: tokens.join('\n') })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
    const used = tokens.map((token) => imports.github().limits.of(token).used)
    expect(Math.min(...used)).toBeGreaterThan(3)
    imports.later()
    await imports.pass()
    imports.later()
    imports.github().traffic.reset()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    const { log } = imports.github().traffic
    expect(log.filter(({ path, status }) => /actions/.test(path) && status !== 304)).toEqual([])
  })

  it('go on without one that is refused, which is told by its place and last letters', async () => {
    await populate(imports.acme(), { repositories: 3, seed: 6, commitsOfLargest: 60 })
    const revoked = `ghp_${'R'.repeat(32)}wxyz`
    const source = await imports.addSource({ GITHUB_TOKEN: `${imports.acme().token}\n${revoked}\n` })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
    const told = (await warnings()).join('\n')
    expect(told).toContain('refused token 2 of 2 (…wxyz) of GITHUB_TOKEN (401)')
    expect(told).toContain('The other tokens do its work.')
    expect(told).not.toContain(revoked)
  })

  it('share what is left: one without quota leaves the work to the other', async () => {
    await populate(imports.acme(), { repositories: 3, seed: 7, commitsOfLargest: 60 })
    const other = addToken()
    const { limits } = imports.github()
    limits.set(other, { remaining: 2 })
    limits.set(other, { remaining: 2 }, 'graphql')
    const source = await imports.addSource({ GITHUB_TOKEN: `${other}\n${imports.acme().token}` })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
    expect(imports.waits.filter((milliseconds) => milliseconds > 60_000)).toEqual([])
  })

  it('believe no token that something is not to be seen while another sees it', async () => {
    await populate(imports.acme(), { repositories: 3, seed: 8, commitsOfLargest: 60 })
    const blind = imports.github().addToken({ owners: ['acme'], missing: ['actions', 'issues', 'checks'] })
    const source = await imports.addSource({ GITHUB_TOKEN: `${imports.acme().token}\n${blind}` })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
  })

  it('stop where all are refused, and say so', async () => {
    await imports.acme().addRepository({ name: 'anvils', commits: 2 })
    await imports.addSource({ GITHUB_TOKEN: `ghp_${'R'.repeat(36)}\nghp_${'S'.repeat(36)}` })
    const { runs } = await imports.pass()
    expect(runs.find(({ resource }) => resource === 'repository')?.errorMessage).toMatch(/refused token \d of 2/)
  })

  it('are told apart by a check, which shows none', async () => {
    await populate(imports.acme(), { repositories: 2, seed: 9, commitsOfLargest: 20 })
    const fine = imports.github().addToken({ owners: ['acme'], kind: 'fine-grained' })
    const revoked = `ghp_${'R'.repeat(32)}wxyz`
    const tokens = [imports.acme().token, fine, revoked]
    const env = { GITHUB_API_URL: imports.github().url, GITHUB_ORG: 'acme', GITHUB_TOKEN: tokens.join('\r\n') }
    const findings = await createCheck({ now: imports.now })({ env, signal: new AbortController().signal })
    const told = findings.map(({ status, message }) => `${status}: ${message}`)
    expect(told[0]).toMatch(/^ok: GITHUB_TOKEN, token 1 of 3 \(….{4}\), is a classic token, scopes repo/)
    expect(told[1]).toMatch(/^ok: GITHUB_TOKEN, token 2 of 3 \(….{4}\), is a fine-grained token/)
    expect(told[2]).toMatch(/^warning: .* refused token 3 of 3 \(…wxyz\) of GITHUB_TOKEN \(401\)/)
    expect(told.join('\n')).toMatch(/Left: 10,000 of 10,000 requests|Left: 9,\d{3} of 10,000 requests/)
    for (const token of tokens) expect(told.join('\n')).not.toContain(token)
  })
})
