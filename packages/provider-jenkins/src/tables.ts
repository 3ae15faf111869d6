import type { TableDefinition } from '@data-import/core/provider'
import { resources } from './resources.js'

/** The tables that these scripts write. */
export const tables: readonly TableDefinition[] = [...new Set(resources.flatMap((resource) => resource.tables))]
