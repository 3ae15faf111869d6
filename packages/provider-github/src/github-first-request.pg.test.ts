import { describe, expect, it } from 'vitest'
import { statusesOf, useGithubImports } from './testing/github-imports.fixture.js'

const imports = useGithubImports()

/** What the run of `repository` says after a pass, and every sentence of that pass. */
async function said(settings: Record<string, string> = {}) {
  await imports.addSource(settings)
  const result = await imports.pass()
  const runs = await imports.db().dataSourceRun.findMany()
  const logs = await imports.db().importLog.findMany()
  const sentences = [...runs.map(({ errorMessage }) => errorMessage), ...logs.map(({ message }) => message)].join('\n')
  expect(sentences).not.toMatch(/undefined|\[object/)
  expect(result.status).not.toBe('completed')
  return statusesOf(result).repository
}

describe('the first request of a pass that fails says what failed, why, and what to do', () => {
  it('where the path of the API is wrong, with a token and without', async () => {
    const url = `${imports.github().url}/wrong`
    expect(await said({ GITHUB_API_URL: url })).toMatch(
      /^FAILED: 127\.0\.0\.1:\d+ has no GraphQL API at \/wrong\/graphql \(404, repository of acme\): is GITHUB_API_URL right\?/,
    )
    await imports.restart(2)
    expect(await said({ GITHUB_API_URL: `${imports.github().url}/wrong`, GITHUB_TOKEN: '' })).toMatch(
      /^FAILED: GitHub has no organisation acme, or the token may not see it: is GITHUB_ORG right\? "data-import sources check" tells more/,
    )
  })

  it('where another program answers', async () => {
    imports.github().faults.fail({ match: /./, status: 200, body: [] })
    expect(await said()).toMatch(/answers queries at \/graphql, but not as GitHub's GraphQL API does/)
    await imports.restart(2)
    imports.github().faults.fail({ match: /./, status: 200, body: {} })
    expect(await said({ GITHUB_TOKEN: '' })).toMatch(/GitHub's answer to \/orgs\/acme\/repos is no list/)
    await imports.restart(3)
    imports.github().faults.fail({ match: /./, status: 200, kind: 'html' })
    expect(await said()).toMatch(/answered with a page for people \(200, repository of acme\): is the token right/)
  })

  it('where the organisation demands single sign-on', async () => {
    imports.github().faults.singleSignOn()
    expect(await said()).toMatch(/^FAILED: The organisation demands single sign-on \(repository of acme\): authorise/)
  })

  it('where there is no such account', async () => {
    expect(await said({ GITHUB_ORG: 'acmee' })).toMatch(
      /^FAILED: GitHub has no organisation acmee, .* is GITHUB_ORG right/,
    )
    await imports.restart(2)
    expect(await said({ GITHUB_ORG: '', GITHUB_USER: 'anaa' })).toMatch(/no user anaa, .* is GITHUB_USER right/)
  })

  it('where the answer lacks what was asked for', async () => {
    const body = { data: { repositoryOwner: { repositories: { totalCount: 1, nodes: [{}] } } } }
    imports.github().faults.fail({ match: /graphql/, status: 200, body })
    await said()
  })
})

it('repositories do not count as transferred because something else answers', async () => {
  await imports.acme().addRepository({ name: 'anvils', commits: 1 })
  await imports.addSource({ GITHUB_TOKEN: '' })
  await imports.pass()
  imports.later()
  imports.github().faults.fail({ match: /./, status: 200, body: [] })
  expect((await imports.pass()).status).not.toBe('completed')
  expect(await imports.db().repository.findMany()).toMatchObject([{ fullName: 'acme/anvils', removedAt: null }])
})
