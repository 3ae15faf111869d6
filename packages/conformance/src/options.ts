import type { RegisteredDb } from '@data-import/core'
import type { Provider } from '@data-import/core/provider'
import type { ConformanceClient, ConformanceDatabase } from './database/conformance-client.js'
import type { RuleName } from './rule-name.js'

/** What registers a test: `it` or `test` of Vitest, Jest, Mocha or Node. */
export type RegisterTest = (name: string, body: (...given: unknown[]) => Promise<void>, timeoutMs?: number) => unknown

/** What an outside system is made with. */
export interface OpenRequest {
  /** How many of its main record it holds, older than `overlapMs`: cards, commits. 0: it is empty. */
  records: number
  /** Put into the titles, names or messages of its records, as far as the system can hold it. */
  text?: string
}

/** An outside system that one rule has for itself: a fake server, a folder. */
export interface OutsideSystem {
  /** Configuration of a data source that imports it. Secrets in it have at least 8 characters. */
  env: Record<string, string>
  /**
   * Key in `env` whose value is an `http:` address. A proxy with faults is put before it. Without one, the rules about HTTP
   * are not applicable.
   */
  addressKey?: string
  /** Rows that a complete import of its present content has, by name of the table. */
  expected(): Readonly<Record<string, number>> | Promise<Readonly<Record<string, number>>>
  /** Adds a record and changes another, both at the present time. Called many times, also with no pause between. */
  change(): unknown
  /** Deletes a record. That its row stays in the database is no violation. */
  remove?(): unknown
  /** Adds a part (a board, a repository) whose records are older than the last pass. */
  addPartition?(): unknown
  /** Adds a record that has not ended (a build that runs), and that was made and changed before `overlapMs`. */
  begin?(): unknown
  /** Ends the records that `begin` added, at the present time, as the vendor does: its lists may not show it as a change. */
  finish?(): unknown
  /** Gives one record as many of what belongs to it (reviews of a pull request, jobs of a build), at the present time. */
  addChildren?(count: number): unknown
  /** Records that one list gives at most, where the vendor caps it, however many pages are asked for: 1,000. */
  mostResults?: number
  /** Ends it. */
  close(): unknown
}

/** How a provider is tested. */
export interface ConformanceOptions<Db = RegisteredDb> {
  /** The provider's module: `scripts`, `configuration`, `tables`, `check`. */
  provider: Provider<Db>
  /** Makes an outside system that nobody else uses. Called once or more by each rule. */
  open(request: OpenRequest): OutsideSystem | Promise<OutsideSystem>
  /** Default: see {@link ConformanceDatabase}. */
  database?: ConformanceDatabase
  /** Makes the client of the scripts. Default: one that knows raw SQL and no model. */
  createClient?(url: string): ConformanceClient
  /** By table, the field that says whether a record belongs to an import window. Default: none, and windows aren't looked at. */
  windowOf?: Readonly<Record<string, string>>
  /**
   * By table, fields whose value depends on how a record was read: a list gives it, a query for many lists doesn't. They aren't
   * compared. Default: every field is.
   */
  notCompared?: Readonly<Record<string, readonly string[]>>
  /** Milliseconds that the provider itself reads before the window that core gives it. Default: one hour. */
  overlapMs?: number
  /**
   * Records of the rules that need several pages of a list. Where the vendor's pages are short, fewer records show the same in less time.
   * Default: 250, more than two pages of a hundred.
   */
  pagedRecords?: number
  /** Records of the rule `huge list`. Default: 5,000. */
  hugeRecords?: number
  /** Rules that can't apply, each with the reason. They are reported as skipped. */
  except?: { readonly [Name in RuleName]?: string }
}
