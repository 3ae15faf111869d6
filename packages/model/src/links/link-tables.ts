import type { LinkDatabase } from './link-database.js'

/** The columns that the rule of links reads, by table. */
const columns = {
  DataSource: ['id', 'organization_id'],
  Repository: ['id', 'data_source_id', 'remote_key', 'removed_at'],
  Pipeline: ['id', 'data_source_id', 'repository_id', 'remote_key'],
  PipelineRun: ['id', 'data_source_id', 'repository_id', 'pipeline_id', 'sha'],
  PipelineRunCommit: ['pipeline_run_id', 'remote_key', 'sha', 'is_primary'],
  Deployment: ['id', 'data_source_id', 'repository_id', 'pipeline_run_id', 'sha'],
  QualityProject: ['id', 'data_source_id', 'repository_id', 'remote_key'],
  QualityMeasure: ['quality_project_id', 'revision'],
  Commit: ['repository_id', 'sha'],
  PullRequest: ['id', 'repository_id'],
  PullRequestCommit: ['pull_request_id', 'sha'],
} as const

/** A table that the rule reads. */
export type LinkTableName = keyof typeof columns

/** The tables of a database as the rule names them. */
export interface LinkTables {
  /** The table in SQL; an empty relation with the same columns where the database lacks it. */
  relation(name: LinkTableName): string
  has(name: LinkTableName): boolean
}

/** Looks which tables are there with all their columns: an application has those of its providers only. */
export async function readLinkTables(db: Pick<LinkDatabase, '$queryRawUnsafe'>, schema: string): Promise<LinkTables> {
  const found = await db.$queryRawUnsafe<{ name: string; column: string }[]>(
    `select t.relname::text as name, a.attname::text as "column" from pg_class t
     join pg_namespace n on n.oid = t.relnamespace join pg_attribute a on a.attrelid = t.oid
     where n.nspname = $1 and t.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`,
    schema,
  )
  const there = new Set(found.map(({ name, column }) => `${name}.${column}`))
  return linkTables(schema, (name) => columns[name].every((column) => there.has(`${name}.${column}`)))
}

/** The tables of a schema, of which some may be missing. */
export function linkTables(schema: string, has: (name: LinkTableName) => boolean): LinkTables {
  return {
    has,
    relation(name) {
      if (has(name)) return `"${schema.replaceAll('"', '""')}"."${name}"`
      const empty = columns[name].map((column) => `null::${typeOf(column)} as ${column}`)
      return `(select ${empty.join(', ')} where false)`
    },
  }
}

function typeOf(column: string): string {
  if (column === 'is_primary') return 'boolean'
  return column === 'removed_at' ? 'timestamptz' : 'text'
}
