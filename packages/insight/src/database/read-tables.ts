import { columns, type TableName } from './columns.js'
import type { InsightDatabase } from './insight-database.js'

/** The tables of a database in SQL. */
export interface Tables {
  /** The table in SQL; an empty relation with the same columns where the database lacks it. */
  (name: TableName): string
  has(name: TableName): boolean
}

/** Looks which tables are there with all their columns: an application has those of its providers only. */
export async function readTables(db: Pick<InsightDatabase, '$queryRawUnsafe'>, schema: string): Promise<Tables> {
  const found = await db.$queryRawUnsafe<{ name: string; column: string }[]>(
    `select t.relname::text as name, a.attname::text as "column" from pg_class t
     join pg_namespace n on n.oid = t.relnamespace join pg_attribute a on a.attrelid = t.oid
     where n.nspname = $1 and t.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`,
    schema,
  )
  const there = new Set(found.map(({ name, column }) => `${name}.${column}`))
  return tablesOf(schema, (name) => columns[name].every((column) => there.has(`${name}.${column.split(' ')[0]}`)))
}

/** The tables of a schema, of which some may be missing. Default: all are there. */
export function tablesOf(schema: string, has: (name: TableName) => boolean = () => true): Tables {
  const relation = (name: TableName) => {
    if (has(name)) return `"${schema.replaceAll('"', '""')}"."${name}"`
    const empty = columns[name].map((column) => {
      const [field, ...type] = column.split(' ')
      return `null::${type.join(' ') || 'text'} as "${field}"`
    })
    return `(select ${empty.join(', ')} where false)`
  }
  return Object.assign(relation, { has })
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted
}
