import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { temporaryFolder, testRepository } from '../test-repository.js'
import { check } from './check.js'

const signal = new AbortController().signal

afterEach(() => void vi.useRealTimers())

it('says of each repository whether it can be read, and how much there is', async () => {
  const parent = temporaryFolder()
  const basket = testRepository(join(parent, 'basket'))
  basket.commit('one')
  basket.commit('two')
  testRepository(join(parent, 'empty'))
  const missing = join(parent, 'missing')
  const env = { GIT_PATH: `${parent}\n${missing}`, GIT_URL: `file://${basket.folder}\next::sh -c touch` }
  expect(await check({ env, signal })).toEqual([
    { status: 'ok', message: expect.stringMatching(/^git \d/) },
    { status: 'ok', message: `${basket.folder}: 2 commits in main` },
    { status: 'warning', message: `${join(parent, 'empty')}: empty repository` },
    { status: 'error', message: `missing: There is no folder ${missing}: correct GIT_PATH.` },
    { status: 'ok', message: `file://${basket.folder}: can be read and has HEAD` },
    { status: 'error', message: expect.stringMatching(/^GIT_URL, line 2: .*transport helper/) },
  ])
})

it('says that the branch is not there', async () => {
  const { folder, commit } = testRepository()
  commit('one')
  const findings = await check({ env: { GIT_PATH: folder, GIT_URL: `file://${folder}`, GIT_BRANCH: 'dev' }, signal })
  expect(findings.slice(1)).toEqual([
    { status: 'error', message: expect.stringMatching(/no branch, tag or commit dev/) },
    { status: 'error', message: `file://${folder}: has no branch or tag dev; correct GIT_BRANCH` },
  ])
})

it('says what to set when nothing is, and refuses a branch that would be an option', async () => {
  expect(await check({ env: {}, signal })).toEqual([
    { status: 'error', message: expect.stringMatching(/GIT_PATH.*GIT_URL/) },
  ])
  expect(await check({ env: { GIT_PATH: '.', GIT_BRANCH: '--output=x' }, signal })).toEqual([
    { status: 'error', message: expect.stringMatching(/GIT_BRANCH is no name/) },
  ])
})

it('waits 20 seconds for a remote that never answers', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const server = createServer(() => vi.advanceTimersByTime(20_000))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const findings = await check({ env: { GIT_URL: `http://127.0.0.1:${port}/acme.git` }, signal })
  expect(findings.slice(1)).toEqual([
    { status: 'error', message: expect.stringMatching(/: no answer within 20 seconds$/) },
  ])
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}, 10_000)
