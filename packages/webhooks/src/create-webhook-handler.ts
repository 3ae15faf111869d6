import { ConfigurationError, createRedactor, type Provider, type RawClient, type Ring } from '@data-import/core'
import { type GivenProof, isProven, mayBeProven, usableSecrets } from './proofs/is-proven.js'
import { readProvider } from './read-provider.js'
import { recordSurely } from './record-surely.js'
import { createHeldBytes } from './request/held-bytes.js'
import { parsePayload } from './request/parse-payload.js'
import { readBody } from './request/read-body.js'
import { routeOf } from './request/route.js'
import { secretsOf, type WebhookSecrets } from './secrets.js'

/** What the receiver of webhooks needs. */
export interface WebhookHandlerOptions {
  /** The host's Prisma client. */
  db: RawClient
  /** Those of the orchestrator: each says what its vendor's webhooks mean. */
  providers: readonly Pick<Provider, 'scripts' | 'webhookProofs' | 'ringFor'>[]
  secrets: WebhookSecrets
  /** Path before the data source's id. Default: `/webhooks`. */
  basePath?: string
  /** Postgres schema of the tables. Default: `'data'`. */
  schema?: string
  /**
   * Least milliseconds between two looks at a whole data source because of something unknown, such as a new repository. Default: 15
   * minutes.
   */
  unknownLookMs?: number
  /** Milliseconds that a sender may take for the body. Default: 10 s, which is what vendors wait for the answer. */
  bodyTimeoutMs?: number
  /**
   * Bytes of the longest body that is read. All that are read at the same time hold at most four times as much in memory; what comes
   * then is answered 503 with `Retry-After`. Default: 25 MB, which is the most that GitHub sends.
   */
  maximumBytes?: number
  /** What somebody should know: a secret that can't be used, a database that doesn't answer. Default: a line on the console. */
  onNotice?: (message: string) => void
  /** Milliseconds since 1970, for signatures that hold the time. Default: this machine's clock. */
  now?: () => number
}

/**
 * Makes the receiver of webhooks: `POST <base path>/<data source's id>`, where the vendor signs nothing with a secret behind it. A
 * webhook brings no data. It only says where the next pass is to look, so a forged, doubled or lost one can do no harm.
 *
 * Answers 202 without a body to what is proven, 401 to what isn't, 404 where there is no secret, and 503 to what should come again.
 *
 * @example
 * ```ts
 * import { createWebhookHandler } from '@data-import/webhooks'
 * import * as github from '@data-import/provider-github'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL ?? '' }) })
 * const secrets = { 'our-github': process.env.GITHUB_WEBHOOK_SECRET ?? '' }
 *
 * export const POST: (request: Request) => Promise<Response> = createWebhookHandler({ db, providers: [github], secrets })
 * ```
 *
 * @throws {ConfigurationError} for a base path or a number that isn't one.
 */
export function createWebhookHandler(options: WebhookHandlerOptions): (request: Request) => Promise<Response> {
  const { db, secrets, basePath = '/webhooks', schema = 'data', unknownLookMs } = options
  const { bodyTimeoutMs = 10_000, maximumBytes = gitHubsMost, now = Date.now, onNotice = console.warn } = options
  if (!basePath.startsWith('/')) throw new ConfigurationError('basePath must begin with a slash.')
  requireWhole({ unknownLookMs }, 0)
  requireWhole({ bodyTimeoutMs, maximumBytes }, 1)
  const byName = new Map(
    options.providers.flatMap((provider) => {
      const names = new Set(provider.scripts.map(({ dataSourceName }) => dataSourceName))
      return [...names].map((name) => [name, provider] as const)
    }),
  )
  const hold = createHeldBytes(4 * maximumBytes)
  /** Data sources of whose secrets somebody was told. */
  const told = new Set<string>()
  /** A data source keeps its provider. */
  const known = new Map<string, string>()
  const providerOf = async (dataSourceId: string) => {
    const name = known.get(dataSourceId) ?? (await readProvider(db, schema, dataSourceId))
    if (name !== undefined) known.set(dataSourceId, name)
    return byName.get(name ?? '')
  }

  async function record(dataSourceId: string, ringFor: RingFor, headers: Headers, bytes: Uint8Array): Promise<void> {
    const rings = ringsOf(ringFor, headers, parsePayload(headers.get('content-type'), bytes))
    if (rings === undefined)
      onNotice(`A webhook of ${dataSourceId} could not be read; the next pass sees what it was about.`)
    await recordSurely(db, {
      dataSourceId,
      rings: rings ?? [],
      schema,
      ...(unknownLookMs !== undefined && { unknownLookMs }),
    })
  }

  async function receive(request: Request): Promise<number> {
    const route = routeOf(request.url, basePath)
    if (!route) return 404
    const { dataSourceId, pathSecret } = route
    const all = await secretsOf(secrets, dataSourceId)
    const provider = all.length === 0 ? undefined : await providerOf(dataSourceId)
    const proofs = provider?.webhookProofs ?? []
    if (!provider?.ringFor || proofs.length === 0) return 404
    if (proofs.every((proof) => usableSecrets(proof, all).length === 0)) {
      // Anybody may ask, as often as they like.
      if (!told.has(dataSourceId))
        onNotice(`The webhook secret of ${dataSourceId} can't be used: one in an address has at least 22 characters.`)
      told.add(dataSourceId)
      return 404
    }
    if (request.method !== 'POST') return 405
    const given: GivenProof = { headers: request.headers, pathSecret, secrets: all, nowMs: now() }
    if (!proofs.some((proof) => mayBeProven(proof, given))) return 401
    const held = hold()
    try {
      const body = await readBody(request, { mostBytes: maximumBytes, timeoutMs: bodyTimeoutMs, held })
      if ('refused' in body) return refusals[body.refused]
      if (!proofs.some((proof) => isProven(proof, given, body.bytes))) return 401
      await record(dataSourceId, provider.ringFor, request.headers, body.bytes)
      return 202
    } finally {
      held.release()
    }
  }
  return async (request) => {
    const status = await receive(request).catch((error: unknown) => {
      onNotice(`A webhook could not be recorded: ${createRedactor([]).error(error).message}`)
      return 503
    })
    return new Response(null, { status, headers: { 'cache-control': 'no-store', ...moreHeaders[status] } })
  }
}

const refusals = { 'too large': 413, 'too slow': 408, busy: 503, broken: 400 } as const
const moreHeaders: Readonly<Record<number, Record<string, string>>> = {
  405: { allow: 'POST' },
  503: { 'retry-after': '10' },
}
/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
const gitHubsMost = 25 * 1024 * 1024
/** https://developer.mozilla.org/en-US/docs/Web/API/Window/setTimeout#maximum_delay_value */
const mostNumber = 2 ** 31 - 1

/** @throws {ConfigurationError} for a number that is given and no whole one from the least on. */
function requireWhole(numbers: Readonly<Record<string, number | undefined>>, least: number): void {
  for (const [name, value = least] of Object.entries(numbers)) {
    if (Number.isInteger(value) && value >= least && value <= mostNumber) continue
    throw new ConfigurationError(`${name} must be a whole number from ${least} to ${mostNumber}.`)
  }
}

type RingFor = NonNullable<Provider['ringFor']>

/** Undefined where it can't be read: it was proven, so that is no attack. */
function ringsOf(ringFor: RingFor, headers: Headers, payload: unknown): readonly Ring[] | undefined {
  if (payload === undefined) return undefined
  try {
    return ringFor(headers, payload)
  } catch {
    return undefined
  }
}
