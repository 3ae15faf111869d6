import type { TableDefinition } from '@data-import/core/provider'
import { mappedPeople } from './mapped-people.js'

/** What the whole records of all resources have in common, and what a mapping is called with besides. */
export const sha = 'a'.repeat(40)
export const webUrl = 'https://github.com/acme/web'
export const owner = { key: '42', id: 'row of 42' }
export const web = { id: 'row of 42', fullName: 'acme/web' }
export const ids = { idOf: (_: TableDefinition, externalId: string) => `row of ${externalId}` }
export const people = () => mappedPeople().people
