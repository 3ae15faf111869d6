import type { RunIdentity } from '../contract/pass-event.js'
import type { DataSourceScript } from '../contract/script.js'
import type { RingSettings } from '../partitions/rung.js'
import type { Redactor } from '../secrets/create-redactor.js'
import type { SecretKeeper } from '../secrets/create-secret-keeper.js'
import type { StoredSetting } from '../secrets/open-configuration.js'
import type { PassFacts } from './pass-facts.js'
import type { PassMeans } from './pass-means.js'
import type { ContextShare } from './share.js'
import type { TimeAnswers } from './time-answers.js'

/** How a run learns that it is to end early. */
export interface WorkStop {
  signal: AbortSignal
  isStopped(): boolean
  /** @throws {PassStoppedError} once the run was asked to end; the abort reason once it was aborted. */
  throwIfStopped(): void
  timeLeftMs(): number
}

/** What a run's context is made from. */
export interface RunScope<Db> {
  pass: PassFacts & PassMeans<Db>
  identity: RunIdentity
  script: Pick<DataSourceScript<Db>, 'importWindowDays' | 'overlapMinutes'>
  window: { startDate: Date; endDate: Date }
  rings: RingSettings
  /** The data source's configuration, decrypted. */
  settings: readonly StoredSetting[]
  /** Replaces its secrets. */
  keeper: SecretKeeper
  redactor: Redactor
  stop: WorkStop
  time: TimeAnswers
  /** Where several workers walk its partitions. */
  share?: ContextShare | undefined
  /** Aborted when the run has ended: from then on nothing is saved. */
  ended: AbortSignal
}
