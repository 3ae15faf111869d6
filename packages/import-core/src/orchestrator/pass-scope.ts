import type { PassFacts } from '../context/pass-facts.js'
import type { PassMeans } from '../context/pass-means.js'
import type { AroundRun } from '../contract/around.js'
import type { PassExecutor } from '../contract/executor.js'
import type { DatabaseClient } from '../database/client.js'
import type { Lease } from '../locks/pass-lock.js'
import type { RunStore } from '../runs/run-store.js'
import type { DataSourceRecord } from './data-source.js'
import type { PassConfiguration } from './open-configurations.js'
import type { PassStop } from './pass-stop.js'

/** One pass where its scripts run: what they read of it, what they work with, and what records and ends them. */
export interface RunnerScope<Db extends DatabaseClient> extends PassFacts, PassMeans<Db> {
  lease: Lease
  aroundRun: AroundRun | undefined
  stop: PassStop
  store: RunStore
  configurationOf(dataSource: DataSourceRecord): PassConfiguration
  /** Data sources whose unencrypted secrets were not reported yet; empty where the host encrypts none. */
  toWarnOfPlainSecrets: Set<string>
  /** Data sources that may send secrets to unencrypted addresses, which was not reported yet. */
  toWarnOfAddresses: Set<string>
  /** Nodes whose script ignored its cancellation and still runs, from this pass or an earlier one of this orchestrator. */
  unsettled: Set<string>
}

/** One pass in its orchestrator, which hands its runs out. */
export interface PassScope<Db extends DatabaseClient> extends RunnerScope<Db> {
  executor: PassExecutor
  /** Least milliseconds between two looks at a partition for which somebody rang. */
  minimumLookMs: number
  /** Of each provider, by its name. */
  providerVersions: ReadonlyMap<string, string>
}
