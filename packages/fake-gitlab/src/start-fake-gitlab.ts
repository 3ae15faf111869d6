import { type FakeServer, startFakeServer } from '@data-import/fake-server'
import { createAnswerer } from './answer-request.js'
import { createGraphqlServer } from './graphql/graphql-server.js'
import type { FakeGitlabOptions } from './options.js'
import { createOwnerHandle, type FakeOwner } from './owner-handle.js'
import { createLimits, type FakeLimits } from './server/limits.js'
import type { FakeToken } from './state/token.js'
import { accountNamed, createWorld, type World } from './state/world.js'

/** A further token. */
export interface TokenOptions {
  /** Default: a name that nobody else has. */
  readonly value?: string
  /** Default `read_api`. */
  readonly scopes?: readonly string[]
  readonly expiresAt?: Date
  /** Default: the importer. A name that begins with `project_` or `group_` is a bot's. */
  readonly username?: string
}

/** A running GitLab. */
export interface FakeGitlab extends Pick<FakeServer, 'faults' | 'traffic' | 'close'> {
  /** Where its pages are: the API is at `/api/v4` and `/api/graphql` below. */
  readonly url: string
  /** A group with a token that sees all of it. */
  addGroup(path: string): FakeOwner
  /** A user with projects, and a token that sees all of them. */
  addUser(username: string): FakeOwner
  addToken(options?: TokenOptions): string
  /** A token stops working. */
  revoke(token: string): void
  /** An application with a refresh token that works once. */
  addOauthClient(lifetimeSeconds?: number): { id: string; secret: string; refreshToken: string }
  /** Its tokens stop working, though not the refresh token. */
  expireOauthTokens(): void
  readonly limits: FakeLimits
}

/**
 * Starts a GitLab on loopback: nothing in it yet, REST and GraphQL answering.
 *
 * @example
 * ```ts
 * import { startFakeGitlab } from '@data-import/fake-gitlab'
 *
 * const gitlab = await startFakeGitlab()
 * const acme = gitlab.addGroup('acme')
 * acme.addProject({ path: 'web', commits: 100 })
 *
 * const headers = { 'private-token': acme.token }
 * const response = await fetch(`${gitlab.url}/api/v4/groups/acme/projects`, { headers })
 * console.log(await response.json())
 * await gitlab.close()
 * ```
 */
export async function startFakeGitlab(options: FakeGitlabOptions = {}): Promise<FakeGitlab> {
  const world = createWorld(options)
  const { limits, check } = createLimits(world.now)
  const { relativePath = '', externalUrl, port, latencyMs, hasGraphql = true } = options
  const server = await startFakeServer({
    answer: createAnswerer({ world, hasGraphql, checkLimits: check, askGraphql: createGraphqlServer(world) }),
    basePath: relativePath,
    now: world.now,
    headers: () => ({ server: 'nginx', 'x-gitlab-meta': '{"version":"1"}' }),
    ...(port !== undefined && { port }),
    ...(latencyMs !== undefined && { latencyMs }),
  })
  world.webUrl = externalUrl ?? server.url
  return {
    url: server.url,
    faults: server.faults,
    traffic: server.traffic,
    limits,
    close: server.close,
    addGroup(path) {
      const group = { id: world.newId(), path, members: [accountNamed(world, 'importer')] }
      world.groups.set(path, group)
      return createOwnerHandle(world, path, addToken(world).value, group)
    },
    addUser(username) {
      accountNamed(world, username)
      return createOwnerHandle(world, username, addToken(world, { username }).value, null)
    },
    addToken: (given) => addToken(world, given).value,
    revoke(value) {
      const token = world.tokens.get(value)
      if (token) token.isRevoked = true
    },
    addOauthClient(lifetimeSeconds = 7_200) {
      const number = world.newId()
      const client = {
        id: `client-${number}`,
        secret: `client-secret-${number}`,
        refreshToken: `refresh-token-${number}`,
      }
      const user = accountNamed(world, 'importer')
      const kept = { ...client, user, lifetimeSeconds }
      world.oauthClients.push(kept)
      return client
    },
    expireOauthTokens() {
      for (const token of world.tokens.values()) if (token.isOauth) token.isRevoked = true
    },
  }
}

function addToken(world: World, options: TokenOptions = {}): FakeToken {
  const { username = 'importer', scopes = ['read_api'], expiresAt = null } = options
  const value = options.value ?? `glpat-${String(world.newId()).padStart(20, 'x')}`
  const user = accountNamed(world, username, { isBot: /^(project|group)_\d+_bot/.test(username) })
  const token = { value, name: 'import', scopes, user, expiresAt, isOauth: false, isRevoked: false }
  world.tokens.set(value, token)
  return token
}
