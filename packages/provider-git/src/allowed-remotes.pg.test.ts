import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createOrchestrator, postgresLock } from '@data-import/core'
import { afterEach, expect, it } from 'vitest'
import { check } from './check/check.js'
import { useGitImports } from './git-imports.fixture.js'
import * as provider from './index.js'
import { temporaryFolder, testRepository } from './test-repository.js'

const { configure, database } = useGitImports()
const { signal } = new AbortController()
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A server that notes what it is asked, and leads elsewhere. */
async function startServer(location?: string) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(location ? 302 : 404, location ? { location: location + request.url } : {}).end()
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { asked, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const pass = (isAllowedAddress: (url: URL) => boolean) =>
  createOrchestrator({
    db: database().db,
    providers: [provider],
    lock: postgresLock({ connectionString: database().url }),
    isAllowedAddress,
  }).run()

it('a line of GIT_URL that the host refuses is not cloned, and the others are', async () => {
  const refused = testRepository()
  refused.commit('refused')
  const allowed = testRepository()
  allowed.commit('allowed')
  const { asked, origin } = await startServer()
  const clones = join(temporaryFolder(), 'clones')
  const lines = [
    `file://${refused.folder}`,
    `file://${allowed.folder}`,
    `${origin.replace('//', '//bo:hunter22@')}/a.git`,
  ]
  await configure({ GIT_URL: lines.join('\n'), GIT_CLONE_DIRECTORY: clones })
  const { status } = await pass(({ pathname }) => pathname === allowed.folder)
  expect(status).toBe('partial')
  expect((await database().db.commit.findMany()).map(({ message }) => message)).toEqual(['allowed'])
  const failed = await database().db.importPartition.findMany({ where: { status: 'FAILED', scriptName: 'repository' } })
  expect(failed.map(({ reason }) => reason).toSorted()).toEqual([
    'GIT_URL, line 1 leads to file://, which isAllowedAddress of the orchestrator refuses: correct the address, or allow it there.',
    `GIT_URL, line 3 leads to ${origin}, which isAllowedAddress of the orchestrator refuses: correct the address, or allow it there.`,
  ])
  expect(asked).toEqual([])
})

it('the redirect of an allowed server is not followed', async () => {
  const inside = await startServer()
  const outside = await startServer(inside.origin)
  await configure({ GIT_URL: `${outside.origin}/a.git`, GIT_CLONE_DIRECTORY: join(temporaryFolder(), 'clones') })
  await pass(({ origin }) => origin === outside.origin)
  expect(outside.asked).not.toEqual([])
  expect(inside.asked).toEqual([])
})

it('check refuses it as a pass does, and asks nothing there', async () => {
  const { asked, origin } = await startServer()
  const clones = join(temporaryFolder(), 'clones')
  const env = { GIT_URL: `${origin}/a.git`, GIT_CLONE_DIRECTORY: clones }
  const findings = await check({ env, signal, isAllowedAddress: () => false })
  expect(findings.at(-1)).toMatchObject({ status: 'error', message: expect.stringContaining('isAllowedAddress') })
  expect([asked, existsSync(clones)]).toEqual([[], false])
})

it.each([
  ['git@169.254.169.254:a/b.git', '169.254.169.254'],
  ['ssh://git@2130706433/a', '127.0.0.1'],
  ['ssh://git@0x7f.1:2222/a', '127.0.0.1'],
  ['git@2130706433:a', '127.0.0.1'],
  ['git://[::1]/a', '[::1]'],
])('the rule sees the host of %s as %s', async (url, host) => {
  const seen: string[] = []
  const isAllowedAddress = ({ hostname }: URL) => {
    seen.push(hostname)
    return false
  }
  await check({ env: { GIT_URL: url }, signal, isAllowedAddress })
  expect(seen).toEqual([host])
})

it.each(['ssh://169.254.169.254%2F@forge.example/a', 'ssh://%31%36%39.254.169.254/a', '[169.254.169.254]:a'])(
  '%s could be read in two ways, and is refused where the host has a rule',
  async (url) => {
    const findings = await check({ env: { GIT_URL: url }, signal, isAllowedAddress: () => true })
    expect(findings.at(-1)).toMatchObject({ status: 'error', message: expect.stringContaining('two ways') })
  },
)
