import type { DatabaseClient } from '@data-import/core'
import type { Provider } from '@data-import/core/provider'
import { ConformanceError, NotApplicableError } from '../conformance-error.js'
import type { RuleServer } from '../database/choose-server.js'
import type { ConformanceOptions, OpenRequest } from '../options.js'
import type { FaultProxy } from '../proxy/start-proxy.js'
import { openTrial, type Trial } from './open-trial.js'

/** A trial whose outside system is reached through the proxy. */
export type HttpTrial = Trial & { proxy: FaultProxy }

/** What a rule works with. */
export interface Lab {
  options: Pick<ConformanceOptions<DatabaseClient>, 'windowOf' | 'overlapMs' | 'hugeRecords'>
  provider: Provider<DatabaseClient>
  /** Records that fill several pages of the outside system's lists. */
  pagedRecords: number
  /** Opens an outside system with a database; both are gone when the rule is over. */
  open(request: OpenRequest): Promise<Trial>
  /** As `open`. @throws {NotApplicableError} if the outside system isn't reached over HTTP. */
  openHttp(request: OpenRequest): Promise<HttpTrial>
  /** @throws {ConformanceError} */
  fail(seen: string, advice: string): never
  /** @throws {NotApplicableError} */
  skip(reason: string): never
}

/** Gives a rule its lab, and clears it up. */
export async function withLab<Db>(
  rule: string,
  options: ConformanceOptions<Db>,
  server: RuleServer,
  work: (lab: Lab) => Promise<void>,
): Promise<void> {
  // The scripts get the client that the author's own `createClient` makes, or they use no model.
  const provider = options.provider as unknown as Provider<DatabaseClient>
  const opening: Promise<Trial>[] = []
  const lab: Lab = {
    options: options as Lab['options'],
    provider,
    pagedRecords: options.pagedRecords ?? 250,
    open(request) {
      const trial = openTrial({ ...options, provider }, server, request, lab.fail)
      opening.push(trial)
      return trial
    },
    async openHttp(request) {
      const trial = await lab.open(request)
      if (trial.proxy === undefined)
        lab.skip('the outside system names no `addressKey`, so it is not reached over HTTP')
      return trial as HttpTrial
    },
    fail(seen, advice) {
      throw new ConformanceError(rule, seen, advice)
    },
    skip(reason) {
      throw new NotApplicableError(reason)
    },
  }
  try {
    await work(lab)
  } finally {
    // Also those that were still being opened when the rule ended.
    const opened = await Promise.allSettled(opening)
    await Promise.all(opened.map((trial) => (trial.status === 'fulfilled' ? trial.value.close() : undefined)))
  }
}
