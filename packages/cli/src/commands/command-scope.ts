import { resolve } from 'node:path'
import type { LoadedProvider } from '@data-import/specification/modules'
import type { FolderConfiguration } from '../application/configuration-file.js'
import type { GlobalOptions } from '../application/global-options.js'
import { type DatabaseLocation, databaseLocation, requireApplicationDatabase } from '../database/database-location.js'
import type { Database } from '../database/open-database.js'
import { schemaName } from '../database/schema-name.js'
import type { ProviderDescription } from '../providers/describe-providers.js'
import { createKeyring, type Keyring } from '../secrets/keyring.js'
import { createScreen, type Screen } from '../terminal/screen.js'
import type { Terminal } from '../terminal/terminal.js'

/** What a command works with. */
export interface CommandScope extends Screen {
  terminal: Terminal
  options: GlobalOptions
  location: DatabaseLocation
  /** Postgres schema of the tables. */
  schema: string
  /** What the application of this folder says; undefined if the folder isn't an application's. */
  application?: FolderConfiguration
  /** Keys for the secrets of data sources. */
  keyring: Keyring
  /** Opens the database for the time of the work. The embedded one gets the tables of the providers that were loaded. */
  withDatabase<R>(work: (database: Database) => Promise<R>): Promise<R>
  loadProviders(): Promise<LoadedProvider[]>
  describeProviders(): Promise<ProviderDescription[]>
}

/** @param isEmbedded whether the embedded database was asked for by its folder */
export function createScope(
  terminal: Terminal,
  options: GlobalOptions,
  folder: FolderConfiguration | undefined,
  isEmbedded: boolean,
): CommandScope {
  const { env, cwd } = terminal
  const screen = createScreen(terminal, options.color)
  const application = folder?.isEmbedded ? undefined : folder
  const isApplication = application !== undefined
  const location = databaseLocation(options, folder?.isEmbedded ? { env: {}, cwd } : terminal, application?.databaseUrl)
  const schema = schemaName(options.schema, env.DATA_IMPORT_SCHEMA, application?.schema)
  const directory = resolve(cwd, options.directory)
  let loading: Promise<LoadedProvider[]> | undefined
  const load = () => {
    loading ??= import('../providers/load-providers.js').then(({ loadProviders }) =>
      loadProviders({ ...options, provider: packagesOf(options, folder) }, cwd),
    )
    return loading
  }
  return {
    ...screen,
    terminal,
    options,
    location,
    schema,
    ...(application ? { application } : {}),
    keyring: createKeyring(terminal, { directory, isShared: isApplication, notice: screen.notice }),
    async withDatabase(work) {
      if (application && !isEmbedded) requireApplicationDatabase(location, application)
      const [{ openDatabase }, { ownTables }] = await Promise.all([
        import('../database/open-database.js'),
        import('../database/provider-tables.js'),
      ])
      const tables = loading ? await ownTables(await loading) : []
      const database = await openDatabase(location, { schema, tables, isApplication }, screen.notice)
      try {
        return await work(database)
      } finally {
        await database.close()
      }
    },
    loadProviders: load,
    async describeProviders() {
      const { describeProviders } = await import('../providers/describe-providers.js')
      return describeProviders(await load())
    },
  }
}

function packagesOf({ provider = [] }: GlobalOptions, folder: FolderConfiguration | undefined): string[] {
  return [...new Set([...(folder?.providers ?? []), ...provider])]
}
