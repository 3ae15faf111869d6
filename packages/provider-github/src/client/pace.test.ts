import { expect, it } from 'vitest'
import { useGithubClient } from '../testing/github-client.fixture.js'

const client = useGithubClient()
const minuteMs = 60_000

/** GitHub's secondary limit, which it tells only to who has met it. @returns how often it was met, and how fast it was asked at most */
function limitEachMinute(most: number, isCounted: (isGraphql: boolean) => boolean) {
  const seen: number[] = []
  const met = { times: 0, fastest: 0 }
  const isTooFast = () => {
    const now = client.now().getTime()
    seen.push(now)
    while ((seen[0] ?? now) <= now - minuteMs) seen.shift()
    met.fastest = Math.max(met.fastest, seen.length)
    if (seen.length <= most) return false
    met.times++
    return true
  }
  client.github().faults.fail({
    match: ({ graphql }) => isCounted(graphql !== null) && isTooFast(),
    status: 403,
    body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
  })
  return met
}

async function inParallel(times: number, ask: () => Promise<unknown>) {
  let left = times
  const worker = async () => {
    while (left-- > 0) {
      client.later(5)
      await ask()
    }
  }
  await Promise.all(Array.from({ length: 20 }, worker))
}

it('2,000 requests never meet the limit of 900 in a minute, whoever of the same token asks', async () => {
  const met = limitEachMinute(900, (isGraphql) => !isGraphql)
  const { github } = await client.open()
  const { github: other } = await client.open({ GITHUB_MAXIMUM_WAIT_MINUTES: '1' })
  let number = 0
  await inParallel(2_000, () => (number++ % 2 === 0 ? github : other).get('/rate_limit'))
  expect(met).toMatchObject({ times: 0 })
  // And not much slower than it may be.
  expect(met.fastest).toBeGreaterThan(800)
})

it('answers "not modified" count for that limit, though for no quota', async () => {
  const met = limitEachMinute(900, (isGraphql) => !isGraphql)
  const { github } = await client.open()
  const first = await github.get('/orgs/acme')
  const etag = first.isModified ? first.etag : null
  await inParallel(1_000, () => github.get('/orgs/acme', etag))
  expect(met.times).toBe(0)
  expect(github.usage).toMatchObject({ requests: 1, notModified: 1_000 })
})

it('queries have a limit of their own, for which no request waits', async () => {
  const met = limitEachMinute(2_000, (isGraphql) => isGraphql)
  const { github } = await client.open()
  const startedAt = client.now().getTime()
  await inParallel(800, () => github.get('/rate_limit'))
  await inParallel(1_000, () => github.query('query viewer { rateLimit { cost } }', {}))
  expect(client.now().getTime() - startedAt).toBeLessThan(minuteMs)
  await inParallel(1_500, () => github.query('query viewer { rateLimit { cost } }', {}))
  expect(met.times).toBe(0)
})

it('what is small never waits', async () => {
  const { github } = await client.open()
  await inParallel(800, () => github.get('/rate_limit'))
  expect(client.waits).toEqual([])
})
