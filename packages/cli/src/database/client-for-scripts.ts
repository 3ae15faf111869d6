import type { DatabaseClient } from '@data-import/core'
import type { LoadedProvider } from '@data-import/specification/modules'
import { isBundled } from '../providers/bundled-providers.js'
import type { Database } from './open-database.js'

/** The bundled scripts read and write through the import's own functions. */
const noModels = {
  dataSource: {},
  dataSourceConfig: {},
  dataSourceRun: {},
  importLog: {},
  importPartition: {},
  importLease: {},
}

/** The client that scripts get: Prisma's, unless all are bundled. Loading it takes most of a second of CPU time. */
export async function clientForScripts(
  { db, withModels }: Pick<Database, 'db' | 'withModels'>,
  loaded: readonly LoadedProvider[],
): Promise<DatabaseClient> {
  return loaded.every(isBundled) ? { ...db, ...noModels } : withModels()
}
