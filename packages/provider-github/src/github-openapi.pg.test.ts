import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { doubles } from './testing/doubles.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { readOpenapiDescription } from './testing/openapi-description.js'

/** What GitHub itself does otherwise than its description says. */
const knownDeviations: readonly RegExp[] = [
  // A range of dates, as the documentation of the parameter says; the description calls it one date.
  /actions\/runs takes no created=/,
  // A fork that is gone is null.
  /\/pulls 200: \/\*\/head\/repo must be object/,
]

const dayMs = 86_400_000
const imports = useGithubImports()
const description = readOpenapiDescription()
const sent: { method: string; url: URL; headers: Headers; status: number; body: unknown }[] = []

beforeEach(() => {
  sent.length = 0
  const fetch = globalThis.fetch
  vi.stubGlobal('fetch', async (input: URL, init: RequestInit) => {
    const answer = await fetch(input, init)
    const text = await answer.clone().text()
    const isJson = text !== '' && answer.headers.get('content-type')?.includes('json')
    const headers = new Headers(init.headers)
    const body: unknown = isJson ? JSON.parse(text) : text
    sent.push({ method: init.method ?? 'GET', url: new URL(input), headers, status: answer.status, body })
    return answer
  })
})
afterEach(() => vi.unstubAllGlobals())

/** By id, as next links lead, is not described, but the same by name is. */
function namedPath(path: string): string {
  return path
    .replace(/^\/repositories\/\d+/, '/repos/acme/web')
    .replace(/^\/organizations\/\d+/, '/orgs/acme')
    .replace(/^\/user\/\d+/, '/users/jo')
}

function problems(): { routes: Set<string>; found: Set<string> } {
  const routes = new Set<string>()
  const found = new Set<string>()
  for (const { method, url, headers, status, body } of sent.filter((one) => one.url.pathname !== '/graphql')) {
    expect(headers.get('x-github-api-version')).toBe('2022-11-28')
    const request = description.checkRequest(method, namedPath(url.pathname), url.searchParams)
    routes.add(`${method} ${request.route} ${status}`)
    for (const problem of request.problems) found.add(problem)
    // Of an answer 301, 304 or an error only the status matters.
    if (request.route === '' || status >= 300) continue
    for (const problem of description.checkAnswer(method, request.route, status, body)) found.add(problem)
  }
  return { routes, found: new Set([...found].filter((one) => !knownDeviations.some((known) => known.test(one)))) }
}

/** As a run is read that has not ended and is too old for the newest page, for which it takes a hundred newer ones. */
async function askForRun(repositoryId: number, runId: number): Promise<void> {
  const headers = { authorization: `Bearer ${imports.acme().token}`, 'x-github-api-version': '2022-11-28' }
  await fetch(new URL(`${imports.github().url}/repositories/${repositoryId}/actions/runs/${runId}`), { headers })
}

it('what is sent with a token, and what the fake answers, is as GitHub describes it', async () => {
  const web = await imports.acme().addRepository({ name: 'web', commits: 5 })
  await imports.acme().addRepository({ name: 'empty' })
  for (let count = 0; count < 101; count++) await web.release()
  for (const { fillBare } of doubles) await fillBare?.(web)
  await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const run = await web.startRun()
  await imports.pass()
  await web.push({ commits: 2 })
  await web.finishRun(run.id)
  await imports.pass()
  await web.forcePush({ drop: 1, isOldHeadGone: true })
  imports.acme().repositories().at(1)?.remove()
  await imports.pass()
  await imports.pass({ window: { startDate: new Date(imports.now().getTime() - 300 * dayMs), endDate: imports.now() } })
  await askForRun(web.id, run.id)
  const { routes, found } = problems()
  expect([...found]).toEqual([])
  expect([...routes]).toEqual(expect.arrayContaining(doubles.flatMap(({ answers = [] }) => answers)))
})

it('what is sent without a token, and what the fake answers, is as GitHub describes it', async () => {
  const jo = imports.github().addUser('jo')
  await jo.addRepository({ name: 'dotfiles', commits: 3 })
  const web = await imports.acme().addRepository({ name: 'web', commits: 3 })
  await web.openPullRequest()
  await web.openPullRequest({ author: null, headRepository: 'gone' })
  await web.openIssue({ author: null })
  imports.acme().addMember('sam')
  await imports.addSource({ GITHUB_TOKEN: '' })
  await imports.addSource({ GITHUB_TOKEN: '', GITHUB_ORG: '', GITHUB_USER: 'jo' }, 'jo')
  await imports.pass()
  const { routes, found } = problems()
  expect([...found]).toEqual([])
  expect([...routes]).toEqual(
    expect.arrayContaining([
      'GET /orgs/{org}/repos 200',
      'GET /orgs/{org}/members 200',
      'GET /users/{username}/repos 200',
      'GET /users/{username} 200',
      'GET /repos/{owner}/{repo}/commits 200',
      'GET /repos/{owner}/{repo}/pulls 200',
    ]),
  )
})
