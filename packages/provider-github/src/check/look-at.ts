import type { CheckFinding } from '@data-import/core/provider'
import { type ConnectionOptions, createConnection } from '../client/connection.js'
import { createGithub } from '../client/github.js'
import { createUsage } from '../client/usage.js'
import { eachToken, type Settings } from '../settings.js'
import { lookAtAnonymous } from './anonymous.js'
import { openInstallation } from './app-installation.js'
import { costOf } from './cost.js'
import { describeCost } from './describe-cost.js'
import type { Look } from './look.js'
import { lookAtOwner } from './owner.js'
import { tryPermissions } from './permissions.js'
import { proveApi, refuteApi } from './prove-api.js'
import { describeQuotas, type Quotas, readQuotas } from './quota.js'
import { describeRepositories } from './repositories.js'
import { sampleRuns } from './sample-runs.js'
import { describeToken, readToken, type TokenDescription } from './token.js'
import { lookAtTokens } from './tokens.js'
import { readTotals } from './totals.js'

/** Everything that a check looks at, in an order in which each finding needs those before. Asks one thing at a time. */
export async function* lookAt(
  settings: Settings,
  given: Omit<ConnectionOptions, 'timeLeftMs'>,
  signal: AbortSignal,
): AsyncGenerator<CheckFinding> {
  // No limit is waited for: somebody waits for the check.
  const options: ConnectionOptions = { ...given, timeLeftMs: () => Number.POSITIVE_INFINITY, maximumWaitMs: 0 }
  const monotonicMs = options.monotonicMs ?? (() => performance.now())
  const startedAt = monotonicMs()
  const usage = createUsage()
  const through = (connection: Look['connection'], own = settings): Look => ({
    settings: own,
    connection,
    github: createGithub(connection, { usage, maximumWaitMs: 0 }, signal),
    usage,
    signal,
    options,
  })
  if (settings.credentials.kind === 'anonymous') {
    yield* lookAtAnonymous(through(createConnection(settings, null, options)))
    return
  }
  const notGithub =
    settings.credentials.kind === 'app' ? await refuteApi(through(createConnection(settings, null, options))) : null
  if (notGithub) {
    yield notGithub
    return
  }
  const tokens = eachToken(settings)
  if (tokens.length > 1) {
    const looks = tokens.map((one) => through(createConnection(one, null, options), one))
    const [good] = yield* lookAtTokens(looks)
    if (good) yield* lookThrough(good.look, good.quotas, startedAt, monotonicMs)
    return
  }
  const app = await openInstallation(settings, options, signal)
  yield* app?.findings ?? []
  const look = through(app?.connection ?? createConnection(settings, null, options))
  const quotas = await readQuotas(look)
  const notApi = quotas.isGithub ? null : await proveApi(look)
  if (notApi) {
    yield notApi
    return
  }
  const token = app ? null : readToken(settings, quotas.headers)
  yield* token ? describeToken(token, settings, quotas.now) : []
  yield* lookThrough(look, quotas, startedAt, monotonicMs, token)
}

/** What is to be seen with a good token. @param token default: several were told before */
async function* lookThrough(
  look: Look,
  quotas: Quotas,
  startedAt: number,
  monotonicMs: () => number,
  token: TokenDescription | null = readToken(look.settings, quotas.headers),
): AsyncGenerator<CheckFinding> {
  const { settings, usage } = look
  const owner = await lookAtOwner(look)
  yield owner
  if (owner.status === 'error') return
  yield describeQuotas(quotas)
  const totals = await readTotals(look, quotas.now)
  yield describeRepositories(totals, settings)
  if (totals.wanted.length === 0) return
  // Scopes and an installation's permissions are known by now; of other tokens only trying tells.
  if (token && token.scopes === null) yield* tryPermissions(look, totals)
  const sample = await sampleRuns(look, totals)
  const latencyMs = (monotonicMs() - startedAt) / Math.max(usage.requests, 1)
  yield describeCost(costOf(totals, sample), { quotas, latencyMs, settings, totals, sample })
}
