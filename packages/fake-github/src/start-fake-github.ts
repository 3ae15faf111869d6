import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeServer, createFaultList, createRouter, listen, startOtherOrigin } from '@data-import/fake-server'
import type { FakeGithub } from './fake-github.js'
import type { FakeOwner } from './fake-owner.js'
import { createFaults } from './faults/create-faults.js'
import { createGraphqlServer } from './graphql/graphql-server.js'
import { createLimits } from './limits/create-limits.js'
import { createQuota } from './limits/quota.js'
import type { FakeGithubOptions } from './options.js'
import { createOwnerHandle } from './owner-handle.js'
import { restRoutes } from './rest/routes.js'
import { contentRoutes, contentTypes } from './served-kinds.js'
import { handleRequest } from './server/handle-request.js'
import type { ServerState } from './server/server-state.js'
import { createWorld, type World } from './state/world.js'
import { addApp } from './tokens/add-app.js'
import { addToken } from './tokens/add-token.js'
import { createTrafficRecorder } from './traffic/traffic-recorder.js'

/** What GitHub grants an address without a token in an hour. */
const anonymousLimit = 60

/**
 * Starts a GitHub on loopback: nothing in it yet, REST and GraphQL answering.
 *
 * @example
 * ```ts
 * import { startFakeGithub } from '@data-import/fake-github'
 *
 * const github = await startFakeGithub()
 * const acme = github.addOrganization('acme')
 * await acme.addRepository({ name: 'web', commits: 100 })
 *
 * const headers = { authorization: `Bearer ${acme.token}` }
 * const response = await fetch(`${github.url}/orgs/acme/repos`, { headers })
 * console.log(await response.json())
 * await github.close()
 * ```
 */
export async function startFakeGithub(options: FakeGithubOptions = {}): Promise<FakeGithub> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'fake-github-')))
  const world = createWorld(options, directory)
  const other = await startOtherOrigin()
  const anonymous = createQuota(anonymousLimit)
  const state: ServerState = {
    world,
    base: '',
    latencyMs: options.latencyMs ?? 0,
    anonymous,
    router: createRouter(restRoutes(anonymous, contentRoutes)),
    graphql: createGraphqlServer(world, contentTypes),
    faults: createFaultList(),
    traffic: createTrafficRecorder(other),
  }
  const server = createServer((message, response) => {
    handleRequest(state, message, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end(JSON.stringify({ message: String(error) }))
    })
  })
  const port = await listen(server, options.port ?? 0)
  state.base = `http://127.0.0.1:${port}${world.flavor === 'enterprise' ? '/api/v3' : ''}`
  return {
    url: state.base,
    async close() {
      await Promise.all([closeServer(server), other.close()])
      if (options.directory === undefined) await rm(directory, { recursive: true, force: true, maxRetries: 3 })
    },
    addOrganization: (login, given) => addOwner(world, login, 'Organization', given?.token),
    addUser: (login, given) => addOwner(world, login, 'User', given?.token),
    addToken: (given) => addToken(world, { ...given, viewer: viewerOf(world, given.owners) }).value,
    addApp: (given) => addApp(world, given),
    faults: createFaults(state.faults, other.origin),
    traffic: state.traffic.traffic,
    limits: createLimits(world),
  }
}

function addOwner(world: World, login: string, type: 'Organization' | 'User', token?: string): FakeOwner {
  const owner = world.accounts.byLogin(login) ?? world.accounts.add(login, { type, name: login })
  const viewer = type === 'User' ? owner : viewerOf(world, [login])
  const granted = addToken(world, { owners: [login], viewer, ...(token !== undefined && { value: token }) })
  return createOwnerHandle(world, owner, granted.value)
}

/** The person whose tokens these are: the owner, or somebody who works there. */
function viewerOf(world: World, owners: readonly string[]) {
  const [first = 'nobody'] = owners
  const owner = world.accounts.byLogin(first)
  if (owner?.type === 'User') return owner
  const login = `${first}-importer`
  return world.accounts.byLogin(login) ?? world.accounts.add(login, { name: 'Importer' })
}
