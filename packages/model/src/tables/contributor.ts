// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/**
 * A person or a program that wrote, reviewed or ran something: an account where the vendor has them, else a lower-case
 * e-mail.
 */
export const contributorTable = defineTable({
  name: 'Contributor',
  model: 'contributor',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** The account. */
    login: { column: 'login', type: 'text', isNullable: true },
    /** What the person is called. */
    name: { column: 'name', type: 'text', isNullable: true },
    /** The e-mail address. */
    email: { column: 'email', type: 'text', isNullable: true },
    /** Whether it is a program. */
    isBot: { column: 'is_bot', type: 'boolean', isNullable: true },
    /** The page of the account. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link contributorTable}. */
export type ContributorRow = RowOf<typeof contributorTable>
