// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** Something that a code analysis found fault with: a bug, a smell, a vulnerability, a security hotspot. */
export const qualityIssueTable = defineTable({
  name: 'QualityIssue',
  model: 'qualityIssue',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** The project in which it was found. */
    qualityProjectId: { column: 'quality_project_id', type: 'text' },
    /** The analysed branch; null for the main one. */
    branch: { column: 'branch', type: 'text', isNullable: true },
    /** The rule that was broken, by the vendor's key. */
    rule: { column: 'rule', type: 'text', isNullable: true },
    /** What kind of fault it is, in the vendor's own word: `BUG`, `VULNERABILITY`, `CODE_SMELL`, `SECURITY_HOTSPOT`. */
    type: { column: 'type', type: 'text', isNullable: true },
    /** How bad it is, in the vendor's own word. */
    severity: { column: 'severity', type: 'text', isNullable: true },
    /** OPEN or CLOSED; null where the vendor's word has no known meaning. */
    state: { column: 'state', type: 'text', isNullable: true },
    /** The state in the vendor's own word. */
    originalState: { column: 'original_state', type: 'text', isNullable: true },
    /** Why it was closed, in the vendor's own word. */
    resolution: { column: 'resolution', type: 'text', isNullable: true },
    /** What the analysis says of it. */
    message: { column: 'message', type: 'text', isNullable: true },
    /** The file, from the root of the project. */
    path: { column: 'path', type: 'text', isNullable: true },
    /** The line in that file. */
    line: { column: 'line', type: 'integer', isNullable: true },
    /** The contributor who is to solve it. */
    assigneeId: { column: 'assignee_id', type: 'text', isNullable: true },
    /** The author's contributor. */
    authorId: { column: 'author_id', type: 'text', isNullable: true },
    /** The author's name or account, as the record itself says it. */
    authorName: { column: 'author_name', type: 'text', isNullable: true },
    /** Minutes that mending it would take, by the vendor's estimate. */
    effortMinutes: { column: 'effort_minutes', type: 'integer', isNullable: true },
    /** Where people look at it. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** When it was created, by the vendor. */
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    /** When it was last changed, by the vendor. */
    updatedAt: { column: 'updated_at', type: 'timestamp', isNullable: true },
    /** When it was closed; null while it is open. */
    closedAt: { column: 'closed_at', type: 'timestamp', isNullable: true },
    /** When it was first missing at the vendor; null while it is there. */
    removedAt: { column: 'removed_at', type: 'timestamp', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link qualityIssueTable}. */
export type QualityIssueRow = RowOf<typeof qualityIssueTable>
