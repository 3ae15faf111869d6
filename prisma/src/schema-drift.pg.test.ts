import type { ColumnType } from '@data-import/core/provider'
import { canonicalTables } from '@data-import/model'
import { createTestDatabase, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, describe, expect, test } from 'vitest'
import { schemaDifference } from './schema-difference.js'

const orchestrationTables = [
  ...['DataSource', 'DataSourceConfig', 'DataSourceRun', 'ImportLog'],
  ...['ImportPartition', 'ImportLease'],
]

/** Written by `linkRecords` and by people; none belongs to one data source. */
const linkTables = [
  ...['ServiceRule', 'CountedRepository', 'DeploymentLink', 'CommitDeployment', 'PullRequestLink', 'CommitPullRequest'],
  ...['Person', 'PersonAccount', 'PersonAddress', 'PersonDecision', 'PersonMerge', 'LinkState'],
]

/** The models of the specification: field, column, type, and whether it may be null. */
const specification: Record<string, [field: string, column: string, type: string, isNullable: boolean][]> = {
  DataSource: [
    ['id', 'id', 'text', false],
    ['organizationId', 'organization_id', 'text', false],
    ['name', 'name', 'text', false],
    ['provider', 'provider', 'text', false],
    ['isEnabled', 'is_enabled', 'boolean', false],
    ['syncIntervalMinutes', 'sync_interval_minutes', 'integer', true],
    ['lastSyncAt', 'last_sync_at', 'timestamp with time zone', true],
  ],
  DataSourceConfig: [
    ['id', 'id', 'text', false],
    ['dataSourceId', 'data_source_id', 'text', false],
    ['key', 'key', 'text', false],
    ['value', 'value', 'text', false],
    ['isSecret', 'is_secret', 'boolean', false],
  ],
  DataSourceRun: [
    ['id', 'id', 'text', false],
    ['dataSourceId', 'data_source_id', 'text', false],
    ['status', 'status', 'DataSourceRunStatus', false],
    ['scriptName', 'script_name', 'text', true],
    ['recordsImported', 'recordsImported', 'integer', false],
    ['recordsFailed', 'recordsFailed', 'integer', false],
    ['startedAt', 'started_at', 'timestamp with time zone', false],
    ['completedAt', 'completed_at', 'timestamp with time zone', true],
    ['durationMs', 'duration_ms', 'integer', true],
    ['errorMessage', 'error_message', 'text', true],
    ['lastFetchedDataAt', 'last_fetched_data_at', 'timestamp with time zone', true],
  ],
  ImportLog: [
    ['id', 'id', 'text', false],
    ['dataSourceRunId', 'data_source_run_id', 'text', false],
    ['level', 'level', 'ImportLogLevel', false],
    ['message', 'message', 'text', false],
    ['details', 'details', 'text', true],
    ['recordId', 'record_id', 'text', true],
  ],
}

const databaseTypes: Record<ColumnType, string> = {
  text: 'text',
  integer: 'integer',
  bigint: 'bigint',
  float: 'double precision',
  boolean: 'boolean',
  timestamp: 'timestamp with time zone',
  json: 'jsonb',
  'text[]': 'text[]',
}

interface Column {
  table: string
  column: string
  type: string
  isNullable: boolean
}

const database = useTestDatabase()
let columns: Column[]

beforeAll(async () => {
  columns = await readColumns()
})

test('the migrations lead to the schema', async () => {
  expect(await schemaDifference(database.url)).toBeUndefined()
})

test('a column that the schema lacks is a difference', async () => {
  const other = await createTestDatabase()
  await other.db.$executeRawUnsafe('ALTER TABLE "data"."Commit" ADD COLUMN surplus int')
  expect(await schemaDifference(other.url)).toContain('ALTER TABLE "data"."Commit" DROP COLUMN "surplus"')
  await other.close()
})

test('the model has a definition of each canonical table, and no other', () => {
  const canonical = tableNames().filter((name) => ![...orchestrationTables, ...linkTables].includes(name))
  expect(canonicalTables.map(({ name }) => name).sort()).toEqual(canonical)
})

describe.each([...canonicalTables])('the table $name', (definition) => {
  test('has the columns, types and nullability of its definition', () => {
    const defined = Object.values(definition.columns).map(({ column, type, isNullable = false }) => ({
      ...{ table: definition.name, column, type: databaseTypes[type] },
      // Prisma makes list columns without NOT NULL; it reads and writes null as an empty list.
      isNullable: type === 'text[]' ? true : isNullable,
    }))
    const filledBySave = ['id', 'data_source_id']
    const existing = columns.filter(({ table, column }) => table === definition.name && !filledBySave.includes(column))
    expect(defined.sort(byColumn)).toEqual(existing.sort(byColumn))
  })

  test('has one row for each external id of a data source', async () => {
    const indexes = await database.db.$queryRawUnsafe<{ indexdef: string }[]>(
      'SELECT indexdef FROM pg_indexes WHERE schemaname = $1 AND tablename = $2',
      'data',
      definition.name,
    )
    expect(indexes.map(({ indexdef }) => indexdef)).toContainEqual(
      expect.stringMatching(/^CREATE UNIQUE INDEX .*\(data_source_id, external_id\)$/),
    )
  })

  test('has the fields of its definition in the Prisma client', async () => {
    const delegate = Reflect.get(database.db, definition.model) as { findMany(query: object): Promise<unknown[]> }
    const select = Object.fromEntries(Object.keys(definition.columns).map((field) => [field, true]))
    expect(await delegate.findMany({ select })).toEqual([])
  })
})

describe.each(Object.entries(specification))('the specification’s model %s', (name, fields) => {
  test('has its columns in the database', () => {
    const expected = fields.map(([, column, type, isNullable]) => ({ table: name, column, type, isNullable }))
    expect(columns).toEqual(expect.arrayContaining(expected))
  })

  test('has its fields in the Prisma client', async () => {
    const model = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
    const delegate = Reflect.get(database.db, model) as { findMany(query: object): Promise<unknown[]> }
    const select = Object.fromEntries(fields.map(([field]) => [field, true]))
    expect(await delegate.findMany({ select })).toEqual([])
  })
})

function byColumn(a: Column, b: Column): number {
  return a.column.localeCompare(b.column)
}

function tableNames(): string[] {
  return [...new Set(columns.map(({ table }) => table))].sort()
}

function readColumns(): Promise<Column[]> {
  return database.db.$queryRawUnsafe<Column[]>(`
    SELECT table_name AS "table", column_name AS "column", is_nullable = 'YES' AS "isNullable",
      CASE data_type WHEN 'ARRAY' THEN substr(udt_name, 2) || '[]' WHEN 'USER-DEFINED' THEN udt_name ELSE data_type END
        AS "type"
    FROM information_schema.columns WHERE table_schema = 'data'`)
}
