import { inject } from 'vitest'
import './provided.js'

/** Name of the migrated database that test databases are copied from, on the server of `adminUrl`. */
export function templateDatabase(): string {
  return inject('templateDatabase')
}
