import { commitTable, repositoryTable } from '@data-import/model'
import { acmeScript, addAcmeSource, createTestDatabase, type OwnTestDatabase, wireAcme } from '@data-import/test-kit'
import { afterAll, beforeEach, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import { changesOf, rowsOf } from '../contract/tables/table-definition.js'

let database: OwnTestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
  await addAcmeSource(database, 'one')
  return () => database.close()
})
afterAll(() => undefined)

const repository = (externalId: string, name = externalId) => ({
  externalId,
  provider: 'ACME',
  name,
  fullName: `acme/${externalId}`,
})
const repositories = (count: number) => Array.from({ length: count }, (_, index) => repository(`r${index}`))

async function run(work: (context: ExecutionContext) => Promise<unknown>) {
  const script = acmeScript('repository', [], async (context) => void (await work(context)))
  const { runs } = await wireAcme(database, [script]).run({ force: true })
  return runs[0]
}

async function addTrigger(event: string, body: string, table = 'data."Repository"') {
  await database.db.$executeRawUnsafe(
    `CREATE OR REPLACE FUNCTION public.meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} END $$`,
  )
  await database.db.$executeRawUnsafe(
    `CREATE TRIGGER meddle BEFORE ${event} ON ${table} FOR EACH ROW EXECUTE FUNCTION public.meddle()`,
  )
}

const logged = async () =>
  (await database.db.importLog.findMany({ orderBy: { recordId: 'asc' } })).map(({ recordId, message }) => ({
    recordId,
    message,
  }))

it('are counted as failed and logged by name when a trigger discards new ones, in each pass', async () => {
  await addTrigger('INSERT', "IF NEW.external_id LIKE '%7' THEN RETURN NULL; END IF; RETURN NEW;")
  for (const expected of [
    { inserted: 90, updated: 0, unchanged: 0, deleted: 0, failed: 10 },
    { inserted: 0, updated: 0, unchanged: 90, deleted: 0, failed: 10 },
  ]) {
    await database.db.importLog.deleteMany()
    let saved: unknown
    const outcome = await run(async ({ save }) => {
      saved = await save(repositoryTable, repositories(100))
    })
    expect(saved).toEqual(expected)
    expect(outcome).toMatchObject({ status: 'COMPLETED', recordsFailed: 10 })
    const entries = await logged()
    expect(entries.map(({ recordId }) => Number(recordId?.slice(1))).sort((a, b) => a - b)).toEqual([
      7, 17, 27, 37, 47, 57, 67, 77, 87, 97,
    ])
    expect(entries[0]?.message).toMatch(/Repository: the database reported no error and stored no row. A trigger/)
  }
  expect(await database.db.repository.count()).toBe(90)
})

it('are counted as failed when a trigger discards changes of them', async () => {
  await run(({ save }) => save(repositoryTable, repositories(5)))
  await addTrigger('UPDATE', "IF NEW.external_id = 'r3' THEN RETURN NULL; END IF; RETURN NEW;")
  let saved: unknown
  const renamed = repositories(5).map((row) => ({ ...row, name: 'new' }))
  await run(async ({ save }) => {
    saved = await save(repositoryTable, renamed)
  })
  expect(saved).toEqual({ inserted: 0, updated: 4, unchanged: 0, deleted: 0, failed: 1 })
  expect(await logged()).toEqual([
    { recordId: 'r3', message: expect.stringContaining('left the stored row as it was') },
  ])
})

it('are counted as failed in a checkpoint with changes only, where ids that are not there are still nothing', async () => {
  await run(({ save }) => save(repositoryTable, repositories(3)))
  await addTrigger('UPDATE', "IF NEW.external_id = 'r1' THEN RETURN NULL; END IF; RETURN NEW;")
  let saved: unknown
  await run(({ partitions }) =>
    partitions([{ key: 'all' }], async ({ checkpoint }) => {
      const changes = ['r0', 'r1', 'r2', 'absent'].map((externalId) => ({ externalId, name: 'new' }))
      saved = await checkpoint({ rows: [changesOf(repositoryTable, changes)], cursor: 1 })
    }),
  )
  expect(saved).toEqual({ inserted: 0, updated: 2, unchanged: 1, deleted: 0, failed: 1 })
})

it('are counted as failed beside a record that the database refuses', async () => {
  await addTrigger(
    'INSERT',
    "IF NEW.external_id = 'r1' THEN RETURN NULL; ELSIF NEW.external_id = 'r2' THEN RAISE EXCEPTION 'no' USING ERRCODE = '23514'; END IF; RETURN NEW;",
  )
  let saved: unknown
  await run(async ({ save }) => {
    saved = await save(repositoryTable, repositories(4))
  })
  expect(saved).toEqual({ inserted: 2, updated: 0, unchanged: 0, deleted: 0, failed: 2 })
  expect((await logged()).map(({ recordId }) => recordId)).toEqual(['r1', 'r2'])
})

it('are not told of where a trigger changes what is stored', async () => {
  await addTrigger('INSERT OR UPDATE', 'NEW.name := upper(NEW.name); RETURN NEW;')
  const counts: unknown[] = []
  for (let pass = 0; pass < 2; pass++) {
    await run(async ({ save }) => {
      counts.push(await save(repositoryTable, repositories(3)))
    })
  }
  expect(counts).toMatchObject([
    { inserted: 3, failed: 0 },
    { updated: 0, unchanged: 3, deleted: 0, failed: 0 },
  ])
})

it('are not told of where Postgres is asked not to write what a trigger made equal again', async () => {
  await addTrigger('INSERT OR UPDATE', 'NEW.name := upper(NEW.name); RETURN NEW;')
  await database.db.$executeRawUnsafe(
    'CREATE TRIGGER zz BEFORE UPDATE ON data."Repository" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()',
  )
  let saved: unknown
  for (let pass = 0; pass < 2; pass++) {
    await run(async ({ save }) => {
      saved = await save(repositoryTable, repositories(3))
    })
  }
  expect(saved).toEqual({ inserted: 0, updated: 0, unchanged: 3, deleted: 0, failed: 0 })
})

it.each([
  ['INSERT', 'DO INSTEAD NOTHING'],
  ['INSERT', "WHERE NEW.external_id = 'r1' DO INSTEAD NOTHING"],
  ['UPDATE', 'DO INSTEAD NOTHING'],
])('are never lost to a rule (ON %s %s): the run fails and says why', async (event, action) => {
  await run(({ save }) => save(repositoryTable, [repository('r0')]))
  await database.db.$executeRawUnsafe(`CREATE RULE swallow AS ON ${event} TO data."Repository" ${action}`)
  const outcome = await run(({ save }) =>
    save(
      repositoryTable,
      repositories(3).map((row) => ({ ...row, name: 'new' })),
    ),
  )
  expect(outcome).toMatchObject({ status: 'FAILED', errorMessage: expect.stringMatching(/rules?\b/) })
})

it.each(['HASH', 'LIST'])('of a table that the host partitioned by %s are counted as of any other', async (kind) => {
  const { db } = database
  const source = await db.dataSource.findFirstOrThrow()
  await db.$executeRawUnsafe('ALTER TABLE data."Commit" RENAME TO "Old"')
  await db.$executeRawUnsafe(
    `CREATE TABLE data."Commit" (LIKE data."Old" INCLUDING DEFAULTS) PARTITION BY ${kind} (data_source_id)`,
  )
  await db.$executeRawUnsafe('DROP TABLE data."Old" CASCADE')
  await db.$executeRawUnsafe('CREATE UNIQUE INDEX one_commit ON data."Commit" (data_source_id, external_id)')
  const bounds = kind === 'HASH' ? 'WITH (MODULUS 1, REMAINDER 0)' : `IN ('${source.id}')`
  await db.$executeRawUnsafe(`CREATE TABLE data."Commit_1" PARTITION OF data."Commit" FOR VALUES ${bounds}`)
  const at = new Date('2026-01-02T03:04:05Z')
  const commits = [1, 2, 3].map((number) => ({
    externalId: `c${number}`,
    repositoryId: 'r',
    sha: `${number}`,
    message: '',
    parentShas: [],
    authoredAt: at,
    committedAt: at,
  }))
  const counts: unknown[] = []
  const saveAll = (rows: typeof commits) =>
    run(({ partitions }) =>
      partitions([{ key: 'all' }], async ({ checkpoint }) => {
        counts.push(await checkpoint({ rows: [rowsOf(commitTable, rows)], cursor: 1 }))
      }),
    )
  await saveAll(commits)
  const second = await saveAll(commits.map((row) => ({ ...row, message: row.sha === '2' ? 'new' : '' })))
  expect(second).toMatchObject({ status: 'COMPLETED' })
  await addTrigger('INSERT', "IF NEW.sha = '4' THEN RETURN NULL; END IF; RETURN NEW;", 'data."Commit_1"')
  await saveAll([...commits, { ...commits[0], externalId: 'c4', sha: '4' } as (typeof commits)[0]])
  expect(counts).toEqual([
    { inserted: 3, updated: 0, unchanged: 0, deleted: 0, failed: 0 },
    { inserted: 0, updated: 1, unchanged: 2, deleted: 0, failed: 0 },
    { inserted: 0, updated: 1, unchanged: 2, deleted: 0, failed: 1 },
  ])
  expect(await db.$queryRawUnsafe('SELECT count(*)::int AS count FROM data."Commit_1"')).toEqual([{ count: 3 }])
})
