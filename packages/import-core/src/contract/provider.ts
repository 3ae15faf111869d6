import type { RegisteredDb } from '../database/client.js'
import type { IsAllowedAddress } from './allowed-address.js'
import type { DataSourceScript } from './script.js'
import type { TableDefinition } from './tables/table-definition.js'
import type { Ring, WebhookHeaders, WebhookProof } from './webhook.js'

/** A package for one vendor. A module that exports `scripts` is one already; the rest is optional. */
export interface Provider<Db = RegisteredDb> {
  scripts: readonly DataSourceScript<Db>[]
  /**
   * The package's version. Scripts run on workers that have the same one as the orchestrator. Default: told from what the
   * scripts declare.
   */
  version?: string
  /** The keys that the scripts read from `context.env`. */
  configuration?: readonly ConfigurationKey[]
  /**
   * The tables that the scripts write, canonical ones and the provider's own. The command line makes those of its own
   * database from it, `data-import init` writes their models into the host's schema, and the conformance kit needs them.
   */
  tables?: readonly TableDefinition[]
  /**
   * Looks whether a data source with this configuration would work, without importing.
   * @returns one finding for each thing looked at.
   */
  check?(context: CheckContext): Promise<readonly CheckFinding[]>
  /** How the vendor's webhooks prove whose they are; one of them is enough. Default: there are none. */
  webhookProofs?: readonly WebhookProof[]
  /**
   * What a webhook of the vendor says is to be looked at. It reads nothing else: a hook only says where, and passes fetch the data. Called
   * with whatever the vendor sent, after its proof.
   *
   * @param payload parsed JSON
   * @returns nothing for events that tell of no change. What is in no ledger yet makes the whole data source due.
   */
  ringFor?(headers: WebhookHeaders, payload: unknown): readonly Ring[]
}

/** One key of a data source's configuration. */
export interface ConfigurationKey {
  key: string
  description: string
  /** Default: false. */
  isSecret?: boolean
  /** Required on its own. Default: false. */
  isRequired?: boolean
  /** Of the keys with the same group, at least one is required. */
  oneOf?: string
  /** Used by the provider when the key is absent; shown, not stored. */
  defaultValue?: string
  /**
   * What a value must be. `url`: an address that begins with `https://` or `http://`, without credentials; `settingsOf` and
   * the command line refuse others. `folder`: folders on the machine that imports, one a line; the command line warns if one
   * is missing where it runs. Default: any text.
   */
  format?: 'url' | 'folder'
}

/** What a check gets to work with. */
export interface CheckContext {
  env: Record<string, string>
  signal: AbortSignal
  /** Which addresses the host allows, as for scripts. Default: all. */
  isAllowedAddress?: IsAllowedAddress
}

/** What a check has found about one thing. */
export interface CheckFinding {
  status: 'ok' | 'warning' | 'error'
  /** What was looked at and what to do, without any secret. */
  message: string
}
