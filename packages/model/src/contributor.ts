import { defineTable, type RowOf } from '@data-import/core/provider'

/** People and bots, by account where the vendor has one, else by lower-case e-mail. */
export const contributorTable = defineTable({
  name: 'Contributor',
  model: 'contributor',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    login: { column: 'login', type: 'text', isNullable: true },
    name: { column: 'name', type: 'text', isNullable: true },
    email: { column: 'email', type: 'text', isNullable: true },
    isBot: { column: 'is_bot', type: 'boolean', isNullable: true },
    url: { column: 'url', type: 'text', isNullable: true },
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
  },
})

export type ContributorRow = RowOf<typeof contributorTable>
