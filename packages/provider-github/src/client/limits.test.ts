import { QuotaExhaustedError, TransientError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { useGithubClient } from '../testing/github-client.fixture.js'
import { requestsAtOnce } from './connection.js'

const client = useGithubClient()

describe('a limit is waited for, then the request is asked again', () => {
  it('the primary one until its reset', async () => {
    client.github().limits.set(client.acme().token, { remaining: 0, resetAt: new Date('2026-06-01T12:10:00Z') })
    const { github } = await client.open()
    await github.get('/orgs/acme')
    expect(client.waits).toEqual([601_000])
  })

  it('the one of GraphQL, which answers 200', async () => {
    const resetAt = new Date('2026-06-01T12:05:00Z')
    client.github().limits.set(client.acme().token, { remaining: 0, resetAt }, 'graphql')
    const { github } = await client.open()
    expect(await github.query('query viewer { viewer { login } }', {})).toHaveProperty('viewer')
    expect(client.waits).toEqual([301_000])
  })

  it('the secondary one as long as its header says', async () => {
    client.github().faults.secondaryLimit({ retryAfterSeconds: 7, times: 2 })
    const { github } = await client.open()
    await github.get('/orgs/acme')
    expect(client.waits).toEqual([7_000, 7_000])
  })

  it('the secondary one that only the message tells, longer each time', async () => {
    client.github().faults.secondaryLimitInBody({ times: 3 })
    const { github } = await client.open()
    await github.get('/orgs/acme')
    expect(client.waits).toEqual([60_000, 120_000, 240_000])
  })

  it('and each try of it counts', async () => {
    client.github().faults.secondaryLimit({ retryAfterSeconds: 1, times: 2 })
    const { github } = await client.open()
    await github.get('/orgs/acme')
    expect(github.usage.requests).toBe(3)
  })
})

describe('a limit ends the run as resumable', () => {
  it('when its reset is later than a request may wait', async () => {
    client.github().limits.set(client.acme().token, { remaining: 0, resetAt: new Date('2026-06-01T12:40:00Z') })
    const { github } = await client.open({ GITHUB_MAXIMUM_WAIT_MINUTES: '30' })
    const error = await github.get('/orgs/acme').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(QuotaExhaustedError)
    expect(error).toMatchObject({ retryAt: new Date('2026-06-01T12:40:01Z') })
    expect(client.waits).toEqual([])
  })

  it('when the pass has less time left', async () => {
    client.github().faults.secondaryLimit({ retryAfterSeconds: 60 })
    const { github } = await client.open({}, { timeLeftMs: () => 59_000 })
    await expect(github.query('query viewer { viewer { login } }', {})).rejects.toBeInstanceOf(QuotaExhaustedError)
    expect(client.github().traffic.log).toHaveLength(1)
  })
})

it('those whose turn comes while a limit holds are not sent', async () => {
  const sent: number[] = []
  client.github().faults.secondaryLimit({ retryAfterSeconds: 30, times: 1 })
  client.github().faults.onRequest(() => void sent.push(client.waits.length))
  const runs = await Promise.all([client.open(), client.open(), client.open()])
  await Promise.all(runs.flatMap(({ github }) => Array.from({ length: 10 }, () => github.get('/orgs/acme'))))
  expect(sent).toHaveLength(31)
  expect(sent.filter((waits) => waits === 0).length).toBeLessThanOrEqual(requestsAtOnce)
})

it('those that wait for their turn end with the run', async () => {
  const stop = new AbortController()
  client.github().faults.fail({ match: /./, kind: 'hang' })
  const { github } = await client.open({}, { signal: stop.signal })
  const asked = Array.from({ length: 20 }, () => github.get('/orgs/acme').catch((error: unknown) => error))
  await expect.poll(() => client.github().traffic.log.length).toBe(requestsAtOnce)
  stop.abort(new Error('The pass was stopped.'))
  expect(new Set((await Promise.all(asked)).map(String))).toEqual(new Set(['Error: The pass was stopped.']))
  expect(client.github().traffic.log).toHaveLength(requestsAtOnce)
})

it('at most 16 requests of a token are open at the same time, however many runs ask', async () => {
  const held: (() => void)[] = []
  let wasFull = false
  client.github().faults.onRequest(async () => {
    if (wasFull) return
    const released = new Promise<void>((resolve) => void held.push(resolve))
    if (held.length === requestsAtOnce) {
      // One more has the time to arrive.
      setTimeout(() => {
        wasFull = true
        for (const release of held) release()
      }, 5)
    }
    await released
  })
  const runs = await Promise.all(Array.from({ length: 5 }, () => client.open()))
  await Promise.all(
    runs.flatMap(({ github }) => [
      ...Array.from({ length: 8 }, () => github.get('/orgs/acme')),
      ...Array.from({ length: 4 }, () => github.query('query viewer { viewer { login } }', {})),
    ]),
  )
  expect(client.github().traffic.maximumConcurrent).toBe(requestsAtOnce)
  expect(client.github().traffic.log).toHaveLength(60)
})

it('requests of another token do not wait for it', async () => {
  const other = client.github().addToken({ owners: ['acme'] })
  client.github().limits.set(client.acme().token, { remaining: 0 })
  const { github: limited } = await client.open()
  const { github: free } = await client.open({ GITHUB_TOKEN: other })
  await expect(limited.get('/orgs/acme')).rejects.toBeInstanceOf(QuotaExhaustedError)
  expect(await free.get('/orgs/acme')).toMatchObject({ isModified: true })
})

it('an outage ends the pass after some failures in a row, without asking for the rest', async () => {
  client.github().faults.outage()
  const { github } = await client.open()
  const errors: unknown[] = []
  for (let count = 0; count < 30; count++) await github.get('/orgs/acme').catch((error: unknown) => errors.push(error))
  expect(errors.at(-1)).toBeInstanceOf(TransientError)
  expect(client.github().traffic.log).toHaveLength(20 * 4)
})

it('a blip of 12 requests at once is no outage', async () => {
  client.github().faults.fail({ match: /./, status: 503, times: 12 })
  const { github } = await client.open()
  const answers = await Promise.all(Array.from({ length: 12 }, () => github.get('/orgs/acme')))
  expect(answers.every(({ isModified }) => isModified)).toBe(true)
})

it('a refused token is not tried again in this pass', async () => {
  const token = 'ghp_refused'
  const { github } = await client.open({ GITHUB_TOKEN: token })
  await expect(github.get('/orgs/acme')).rejects.toThrow('refused GITHUB_TOKEN (401)')
  const { github: next } = await client.open({ GITHUB_TOKEN: token })
  const error = await next.get('/orgs/acme').catch((reason: unknown) => reason)
  expect(String(error)).toContain('refused GITHUB_TOKEN (401)')
  expect(String(error)).not.toContain(token)
  expect(client.github().traffic.log).toHaveLength(1)
})
