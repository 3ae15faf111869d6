import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { ExecutionContext, SaveResult } from '../contract/execution-context.js'
import { defineTable, type RowOf, replaceChildren } from '../contract/tables/table-definition.js'
import { tableStatements } from '../tables/table-statements.js'

const buildTable = defineTable({
  name: 'Build',
  model: 'build',
  columns: { externalId: { column: 'external_id', type: 'text' } },
})
const stageTable = defineTable({
  name: 'Stage',
  model: 'stage',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    buildId: { column: 'build_id', type: 'text' },
    name: { column: 'name', type: 'text' },
    startedAt: { column: 'started_at', type: 'timestamp', isNullable: true },
  },
})

const database = useTestDatabase()
beforeAll(async () => {
  for (const statement of tableStatements(stageTable)) await database.db.$executeRawUnsafe(statement)
})
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  for (const name of ['one', 'two']) await addAcmeSource(database, name)
})

type Stage = RowOf<typeof stageTable>

async function within<R>(work: (context: ExecutionContext) => Promise<R>, dataSources = ['one']) {
  let result: R | undefined
  const script = acmeScript('stage', [], async (context) => {
    result = await work(context)
  })
  const { runs } = await wireAcme(database, [script]).run({ dataSources, force: true })
  return { result, run: runs[0] }
}

const build = ({ idOf }: ExecutionContext, externalId: string) => idOf(buildTable, externalId)
const stage = (context: ExecutionContext, externalId: string, of: string, name = externalId): Stage => ({
  externalId,
  name,
  buildId: build(context, of),
})
const names = async (dataSource = 'one') => {
  const rows = await database.db.$queryRawUnsafe<{ shown: string }[]>(
    `SELECT s.external_id || ' ' || s.name AS shown FROM data."Stage" s JOIN data."DataSource" d ON d.id = s.data_source_id
     WHERE d.name = $1 ORDER BY s.external_id`,
    dataSource,
  )
  return rows.map(({ shown }) => shown)
}

it('deletes those that a parent no longer has, and no others', async () => {
  const all = (context: ExecutionContext) =>
    context.save(stageTable, [
      stage(context, 'a1', 'a'),
      stage(context, 'a2', 'a'),
      stage(context, 'b1', 'b'),
      stage(context, 'c1', 'c'),
    ])
  await within(all)
  await within(all, ['two'])
  const { result } = await within((context) => {
    const rows = [stage(context, 'a2', 'a', 'again'), stage(context, 'a3', 'a')]
    return context.save(replaceChildren(stageTable, 'buildId', [build(context, 'a'), build(context, 'b')], rows))
  })
  expect(result).toEqual({ inserted: 1, updated: 1, unchanged: 0, deleted: 2, failed: 0 })
  expect(await names()).toEqual(['a2 again', 'a3 a3', 'c1 c1'])
  expect(await names('two')).toHaveLength(4)
})

it('deletes all of a parent that has none any more', async () => {
  await within((context) => context.save(stageTable, [stage(context, 'a1', 'a')]))
  const { result } = await within((context) =>
    context.save(replaceChildren(stageTable, 'buildId', [build(context, 'a')], [])),
  )
  expect(result).toMatchObject({ deleted: 1 })
  expect(await names()).toEqual([])
})

it('deletes in the transaction of the page, so that a page whose position is not stored deletes nothing', async () => {
  await within((context) => context.save(stageTable, [stage(context, 'a1', 'a')]))
  const saved: SaveResult[] = []
  const replaceAll = () =>
    within((context) =>
      context.partitions([{ key: 'p' }], async ({ checkpoint }) => {
        const write = replaceChildren(stageTable, 'buildId', [build(context, 'a')], [])
        saved.push(await checkpoint({ rows: [write], cursor: 1 }))
      }),
    )
  await database.db.$executeRawUnsafe(`CREATE FUNCTION data.refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'no position' USING ERRCODE = 'check_violation'; END $$`)
  await database.db.$executeRawUnsafe(`CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON data."ImportPartition"
    FOR EACH ROW WHEN (NEW.window_start IS NOT NULL AND NEW.status = 'INCOMPLETE') EXECUTE FUNCTION data.refuse()`)
  const { run: failed } = await replaceAll()
  expect(failed?.status).toBe('FAILED')
  expect(await names()).toEqual(['a1 a1'])
  await database.db.$executeRawUnsafe('DROP TRIGGER refuse ON data."ImportPartition"')
  await replaceAll()
  expect(saved[0]).toMatchObject({ deleted: 1 })
  expect(await names()).toEqual([])
})

it('keeps what is stored of a child whose new row is refused', async () => {
  await within((context) => context.save(stageTable, [stage(context, 'a1', 'a')]))
  const { result } = await within((context) => {
    const row = { ...stage(context, 'a1', 'a'), startedAt: new Date(Number.NaN) }
    return context.save(replaceChildren(stageTable, 'buildId', [build(context, 'a')], [row]))
  })
  expect(result).toMatchObject({ deleted: 0, failed: 1 })
  expect(await names()).toEqual(['a1 a1'])
})

it.each<[string, (context: ExecutionContext) => [parentIds: readonly string[], rows: readonly Stage[]]]>([
  ['a row of another parent', (context) => [[build(context, 'a')], [stage(context, 'b1', 'b')]]],
  ['ids that are no texts', () => [[1] as never, []]],
])('refuses %s', async (_, given) => {
  const { run: failed } = await within((context) =>
    context.save(replaceChildren(stageTable, 'buildId', ...given(context))),
  )
  expect(failed).toMatchObject({ status: 'FAILED', errorMessage: expect.stringContaining('replaceChildren') })
})
