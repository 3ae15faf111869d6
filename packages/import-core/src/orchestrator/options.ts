import type { AfterPass } from '../contract/after-pass.js'
import type { IsAllowedAddress } from '../contract/allowed-address.js'
import type { AroundPass, AroundRun } from '../contract/around.js'
import type { Executor } from '../contract/executor.js'
import type { ImportLogger } from '../contract/logger.js'
import type { PassEvent } from '../contract/pass-event.js'
import type { PassResult } from '../contract/pass-result.js'
import type { Provider } from '../contract/provider.js'
import type { DatabaseClient, RegisteredDb } from '../database/client.js'
import type { PassLock } from '../locks/pass-lock.js'
import type { Retention } from '../runs/apply-retention.js'
import type { EncryptionKeySource } from '../secrets/encryption-key.js'

/** How an orchestrator is wired. */
export interface OrchestratorOptions<Db extends DatabaseClient = RegisteredDb> {
  /** The host's Prisma client. */
  db: Db
  providers: readonly Provider<NoInfer<Db>>[]
  /** Made by `postgresLock`. */
  lock: PassLock
  /** Postgres schema of the tables. Default: `'data'`. */
  schema?: string
  /** Scripts that run at once. Default: 4, or what the executor takes. */
  concurrency?: number
  /** Where scripts run. Default: in this process. */
  executor?: Executor
  /** How secrets are stored. Default: unencrypted; with a key, the log of a run names those that are. */
  secrets?: {
    /**
     * 32 bytes in base64 or hexadecimal (`openssl rand -base64 32`). Of several the first one encrypts and all decrypt,
     * so that a key can be rotated: see `reencryptSecrets`. A function is asked by each pass, so that a process that stays
     * up learns of a rotation; undefined says that there is no key yet, and what it throws ends that pass.
     */
    encryptionKey: EncryptionKeySource
  }
  /** How long runs and their logs are kept; older ones are deleted at the end of a pass. Default: 400 and 30 days. */
  retention?: Retention
  /**
   * Milliseconds that one run may take, unless its script says otherwise (`timeoutMs`). Then its `signal` aborts and it is
   * FAILED, and the next pass continues at its last checkpoint; others continue. The lock of one that ignores this stays held
   * until it ends or the process does. `Infinity`: none. Default: 6 hours.
   */
  scriptTimeoutMs?: number
  /**
   * Least milliseconds between two looks at a partition, or a data source, because somebody rang: a webhook, or `lookAgain`. A
   * ring that comes earlier waits. Default: 1 minute.
   */
  minimumLookMs?: number
  /**
   * Whether requests may go to an address, for hosts that let others type some; only `true` allows it, and what it throws or
   * an answer that takes more than 10 s refuses it. It is asked of each setting that a provider declares with `format: 'url'` before a run, whose
   * refusal makes the run FAILED, of each request and redirect of HTTP sources and `createGuardedFetch`, and of each line of `GIT_URL`. It
   * sees no user and password. Hand the same function to `check` of a provider. Default: all are allowed.
   */
  isAllowedAddress?: IsAllowedAddress
  /** Done in order at the end of each pass, such as `linkRepositories` of `@data-import/model`. Default: nothing. */
  afterPass?: readonly AfterPass[]
  /** Around each run, where its script runs: for a span, or another async context. Default: nothing. */
  aroundRun?: AroundRun
  /** Around each pass that got its lock. Default: nothing. */
  aroundPass?: AroundPass
  /**
   * Gets what runs log, where their scripts run, and what is said of the pass. The same is in `ImportLog` and in the events. What it
   * throws is ignored. Default: nowhere.
   */
  logger?: ImportLogger
  /** Called for each event, in order; not waited for, and an error it throws is ignored. */
  onEvent?: (event: PassEvent) => unknown
}

/** What one pass does. */
export interface RunOptions {
  /** Only these data sources, by id or name. Default: all enabled ones that are due. */
  dataSources?: readonly string[]
  /** Only these resources and what they depend on. */
  resources?: readonly string[]
  /** Also data sources that are not due. Default: false. */
  force?: boolean
  /** An explicit import window, a backfill: moves no watermark. */
  window?: { startDate: Date; endDate: Date }
  /**
   * Stop at a checkpoint after this many milliseconds; the next pass continues. Scripts that come to no checkpoint within a
   * tenth of it (at least 1 s, at most 10 s) see their signal abort, and 2 s later are left behind. A pass returns at the
   * latest 5 s after that, also where the database doesn't answer. `Infinity`: none, which is the default.
   */
  timeBudgetMs?: number
  /** Ask the pass to end at the next checkpoints (drain). */
  drainSignal?: AbortSignal
  /** Abort: running scripts see their signal abort. */
  signal?: AbortSignal
}

/** Runs passes; holds nothing open between them. */
export interface Orchestrator {
  run(options?: RunOptions): Promise<PassResult>
}
