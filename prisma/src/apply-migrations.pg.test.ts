import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { applyMigrations } from './apply-migrations.js'
import { migrationState } from './migration-state.js'
import { referenceMigrations } from './read-migrations.js'

/** What the fixture sends. */
interface Answer {
  names: string[]
  heldBy: string[]
}

const later = '20990101000000_later'
let database: OwnTestDatabase
let folder: string

beforeEach(async () => {
  database = await createTestDatabase({ isEmpty: true })
  folder = await mkdtemp(join(tmpdir(), 'migrations-'))
  await cp(referenceMigrations, folder, { recursive: true })
})

afterEach(async () => {
  await database.close()
  await rm(folder, { recursive: true })
})

test('an empty database gets every migration, and a migrated one none', async () => {
  const { pending } = await migrationState(database.url)
  expect(pending).not.toEqual([])
  expect(await applyMigrations(database.url)).toEqual(pending)
  expect(await migrationState(database.url)).toEqual({ pending: [], unknown: [], failed: [] })
  expect(await applyMigrations(database.url)).toEqual([])
  expect(await database.db.dataSource.count()).toBe(0)
})

test('a database of the last version gets only what is new', async () => {
  await applyMigrations(database.url, folder)
  await addMigration('CREATE TABLE "data"."Later" (id int)')
  expect((await migrationState(database.url, folder)).pending).toEqual([later])
  expect(await applyMigrations(database.url, folder)).toEqual([later])
})

test('a database of a newer version is refused, by the names that are unknown', async () => {
  await addMigration('CREATE TABLE "data"."Later" (id int)')
  await applyMigrations(database.url, folder)
  expect((await migrationState(database.url)).unknown).toEqual([later])
  await expect(applyMigrations(database.url)).rejects.toThrow(/does not know: 20990101000000_later.*Update/)
})

test('tables of another application are left alone', async () => {
  await query('CREATE TABLE public.invoice (id int)')
  await expect(applyMigrations(database.url)).rejects.toThrow('tables of another application')
  expect(await query("SELECT 1 FROM information_schema.tables WHERE table_schema = 'data'")).toEqual([])
})

test('a migration that fails changes nothing, and is tried again', async () => {
  await addMigration('CREATE TABLE "data"."Later" (id int); SELECT 1 / 0')
  await expect(applyMigrations(database.url, folder)).rejects.toThrow(/changed nothing:[\s\S]*division by zero$/)
  expect((await migrationState(database.url, folder)).failed).toEqual([later])
  await addMigration('CREATE TABLE "data"."Later" (id int)')
  expect(await applyMigrations(database.url, folder)).toEqual([later])
  expect(await migrationState(database.url, folder)).toEqual({ pending: [], unknown: [], failed: [] })
})

test('a migration may have semicolons in strings and function bodies', async () => {
  await addMigration(`DO $$ BEGIN PERFORM 1; END $$; CREATE TABLE "data"."Later" (text text DEFAULT ';')`)
  expect(await applyMigrations(database.url, folder)).toContain(later)
})

test('a process that is killed while it migrates leaves a database that can be migrated', async () => {
  const blocker = new Client({ connectionString: database.url })
  await blocker.connect()
  await addMigration('CREATE TABLE "data"."Later" (id int); SELECT pg_advisory_xact_lock(1)')
  await blocker.query('SELECT pg_advisory_lock(1)')
  const child = migrateElsewhere()
  await waitForBlockedMigration(blocker)
  child.kill('SIGKILL')
  await once(child, 'exit')
  await blocker.query("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
  await blocker.end()
  expect(await applyMigrations(database.url, folder)).toEqual([later])
})

test('of processes that migrate at once, one applies and the others wait', async () => {
  const answers = await Promise.all(
    [1, 2, 3].map(async () => {
      const child = migrateElsewhere()
      const [[answer]] = await Promise.all([once(child, 'message'), once(child, 'exit')])
      return (answer as Answer).names.length
    }),
  )
  const [none, alsoNone, all] = answers.sort()
  expect([none, alsoNone]).toEqual([0, 0])
  expect(all).toBeGreaterThan(0)
})

test('nothing keeps a process that has migrated from ending', async () => {
  const child = migrateElsewhere()
  const [[answer]] = await Promise.all([once(child, 'message'), once(child, 'exit')])
  expect((answer as Answer).heldBy).toEqual([])
})

test('a server that does not answer is an error without the password', async () => {
  const url = new URL(database.url)
  url.password = 'hunter2'
  url.port = '1'
  const error = await applyMigrations(url.toString()).catch((reason: unknown) => reason)
  expect(String(error)).toContain('ECONNREFUSED')
  expect(String(error)).not.toContain('hunter2')
})

function migrateElsewhere(): ChildProcess {
  const program = fileURLToPath(new URL('apply-migrations.fixture.ts', import.meta.url))
  const loader = createRequire(import.meta.url).resolve('tsx')
  return fork(program, [database.url, folder], { execArgv: ['--import', loader] })
}

/** The event is the database's: nothing tells when a session begins to wait for a lock, so it is asked. */
async function waitForBlockedMigration(client: Client): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    if (rowCount) return
  }
}

async function addMigration(sql: string): Promise<void> {
  await mkdir(join(folder, later), { recursive: true })
  await writeFile(join(folder, later, 'migration.sql'), sql)
}

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
