import { type FakeFaults, type FakeTraffic, type ReceivedRequest, startFakeServer } from '@data-import/fake-server'
import { createAnswer } from '../api/answer.js'
import { createLimiter, type FakeLimits } from '../api/limits.js'
import type { FakeUser } from '../state/records.js'
import { createWorld, type WorldOptions } from '../state/world.js'
import { createOrganization, type FakeOrganization } from '../verbs/organization.js'

/** How the server is started. */
export interface FakeCircleciOptions extends WorldOptions {
  /** Port on 127.0.0.1; default: any that is free. */
  readonly port?: number
  /** Milliseconds before each answer. Default 0. */
  readonly latencyMs?: number
}

/** A running CircleCI. */
export interface FakeCircleci {
  /** Origin, below which API v2 lies. */
  readonly url: string
  close(): Promise<void>
  /** By its slug, such as `gh/acme`. */
  addOrganization(slug: string, options?: { readonly token?: string }): FakeOrganization
  /** Everybody who has started something. */
  users(): readonly FakeUser[]
  /** The server's clock. */
  now(): Date
  readonly faults: FakeFaults<ReceivedRequest>
  readonly traffic: FakeTraffic
  readonly limits: FakeLimits
}

/**
 * Starts a CircleCI on loopback: nothing in it yet.
 *
 * @example
 * ```ts
 * import { startFakeCircleci } from '@data-import/fake-circleci'
 *
 * const circleci = await startFakeCircleci()
 * const acme = circleci.addOrganization('gh/acme')
 * acme.addProject({ name: 'web' }).run({ workflows: [{ status: 'failed' }] })
 *
 * const headers = { 'circle-token': acme.token }
 * const response = await fetch(`${circleci.url}/api/v2/project/gh/acme/web/pipeline`, { headers })
 * console.log(await response.json())
 * await circleci.close()
 * ```
 */
export async function startFakeCircleci(options: FakeCircleciOptions = {}): Promise<FakeCircleci> {
  const world = createWorld(options)
  const limiter = createLimiter(world.now)
  const server = await startFakeServer({
    answer: createAnswer(world, limiter),
    now: world.now,
    ...(options.port !== undefined && { port: options.port }),
    ...(options.latencyMs !== undefined && { latencyMs: options.latencyMs }),
  })
  return {
    url: server.url,
    close: () => server.close(),
    addOrganization: (slug, given) =>
      createOrganization(world, slug, given?.token ?? `CCIPAT_${world.uuid().replaceAll('-', '')}`),
    users: () => world.users,
    now: () => world.now(),
    faults: server.faults,
    traffic: server.traffic,
    limits: limiter.limits,
  }
}
