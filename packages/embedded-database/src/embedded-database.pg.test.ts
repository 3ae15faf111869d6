import { execFile } from 'node:child_process'
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setImmediate as immediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  embeddedDatabaseStatus,
  openEmbeddedDatabase,
  removeEmbeddedDatabase,
  startEmbeddedDatabase,
  stopEmbeddedDatabase,
} from './embedded-database.js'
import { findServer } from './find-server.js'
import { isAlive } from './process-identity.js'
import { useElsewhere } from './use-elsewhere.js'

const isDurable = false
let used: string
let directory: string
let data: string

/** A folder that the server's account may enter: what mkdtemp makes is its owner's alone. */
async function newDirectory(): Promise<string> {
  const directory = join(await mkdtemp(join(tmpdir(), 'embedded-')), 'postgres')
  await rm(dirname(directory), { recursive: true })
  return directory
}

beforeAll(async () => {
  used = await newDirectory()
  const database = await openEmbeddedDatabase({ directory: used, isDurable })
  await database.close()
})
afterAll(() => rm(dirname(used), { recursive: true }))

beforeEach(async () => {
  directory = await newDirectory()
  data = join(directory, 'data')
})

/** Makes the folder one that was used before, for a test of what comes after the first start, which takes long. */
async function useBefore(): Promise<void> {
  await mkdir(dirname(directory))
  await promisify(execFile)('cp', ['-a', used, directory])
}

afterEach(async () => {
  await removeEmbeddedDatabase({ directory })
  await rm(join(directory, '..'), { recursive: true, force: true })
})

describe('one process', () => {
  test('says how many connections the server takes, within what it can take', async () => {
    await useBefore()
    for (const maximumConnections of [9, 10_001, 1.5]) {
      await expect(openEmbeddedDatabase({ directory, isDurable, maximumConnections })).rejects.toThrow(
        `maximumConnections must be a whole number from 10 to 10000, not ${maximumConnections}.`,
      )
    }
    const database = await openEmbeddedDatabase({ directory, isDurable, maximumConnections: 321 })
    expect(await query(database.connectionString, 'SHOW max_connections')).toEqual([{ max_connections: '321' }])
    await database.close()
  })

  test('gets a Postgres of its own, which stops when it is closed and keeps its data', async () => {
    const first = await timed('first start', () => openEmbeddedDatabase({ directory, isDurable }))
    await query(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await timed('stop', () => first.close())
    expect((await embeddedDatabaseStatus({ directory })).isRunning).toBe(false)
    const second = await timed('start', () => openEmbeddedDatabase({ directory, isDurable }))
    expect(await query(second.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    expect(second.connectionString).toBe(first.connectionString)
    await second.close()
  })

  test('gets UTF-8, UTC, an order that is the same everywhere, and a durable server', async () => {
    const database = await openEmbeddedDatabase({ directory })
    const [settings] = await query(
      database.connectionString,
      `SELECT current_setting('server_encoding') encoding, current_setting('TimeZone') zone, current_setting('fsync') fsync,
        current_setting('listen_addresses') addresses, current_setting('unix_socket_directories') sockets,
        current_setting('password_encryption') passwords, 'a' < 'B' AS "isLinguistic", upper('ä') upper, current_database() name`,
    )
    expect(settings).toEqual({
      ...{ encoding: 'UTF8', zone: 'UTC', fsync: 'on', addresses: '127.0.0.1', sockets: '' },
      ...{ passwords: 'scram-sha-256', isLinguistic: false, upper: 'Ä', name: 'data_import' },
    })
    await database.close()
  })

  test('is refused without the password, which only the owner can read', async () => {
    await useBefore()
    const database = await openEmbeddedDatabase({ directory, isDurable })
    const url = new URL(database.connectionString)
    expect(url.password.length).toBeGreaterThanOrEqual(24)
    expect((await stat(join(directory, 'server.json'))).mode & 0o777).toBe(0o600)
    expect(await readFile(join(directory, '.gitignore'), 'utf8')).toBe('*\n')
    url.password = 'guess'
    await expect(query(url.toString(), 'SELECT 1')).rejects.toThrow('password authentication failed')
    await database.close()
  })

  test('may open it twice, and the server stays until both are closed', async () => {
    await useBefore()
    const first = await openEmbeddedDatabase({ directory, isDurable })
    const second = await openEmbeddedDatabase({ directory, isDurable })
    await first.close()
    await first.close()
    expect(await query(second.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await second.close()
    expect(await findServer(data)).toBeUndefined()
  })

  test('gets another port when its own was taken meanwhile', async () => {
    await useBefore()
    const first = await openEmbeddedDatabase({ directory, isDurable })
    await first.close()
    const intruder = createServer()
    const port = Number(new URL(first.connectionString).port)
    await new Promise<void>((resolve) => intruder.listen(port, '127.0.0.1', resolve))
    const second = await openEmbeddedDatabase({ directory, isDurable })
    expect(new URL(second.connectionString).port).not.toBe(String(port))
    expect(await query(second.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await second.close()
    intruder.close()
  })
})

describe('several processes', () => {
  test('that start at once in an empty folder share one server', async () => {
    const processes = await Promise.all([useElsewhere(directory), useElsewhere(directory), useElsewhere(directory)])
    const strings = new Set(processes.map(({ connectionString }) => connectionString))
    expect(strings.size).toBe(1)
    for (const { connectionString } of processes) await query(connectionString, 'SELECT 1')
    const [first, second, last] = processes
    await Promise.all([first?.close(), second?.close()])
    expect(await findServer(data)).toBeDefined()
    await last?.close()
    expect(await findServer(data)).toBeUndefined()
  })

  test('outlive one that is killed, and the last to close stops the server', async () => {
    await useBefore()
    const killed = await useElsewhere(directory)
    const before = await findServer(data)
    await killed.kill()
    expect(await query(killed.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    const next = await openEmbeddedDatabase({ directory, isDurable })
    expect((await findServer(data))?.pid).toBe(before?.pid)
    await next.close()
    expect(await findServer(data)).toBeUndefined()
  })
})

describe('a server that is kept', () => {
  test('stays up without users until it is stopped', async () => {
    await useBefore()
    const { connectionString } = await startEmbeddedDatabase({ directory, isDurable })
    const user = await openEmbeddedDatabase({ directory, isDurable })
    await user.close()
    expect(await query(connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    expect(await embeddedDatabaseStatus({ directory })).toMatchObject({
      isRunning: true,
      isKept: true,
      connectionString,
    })
    expect(await stopEmbeddedDatabase({ directory })).toBe(true)
    expect(await stopEmbeddedDatabase({ directory })).toBe(false)
    expect(await embeddedDatabaseStatus({ directory })).toMatchObject({ isRunning: false, isKept: false })
  })

  test('is stopped when it is removed, and nothing of it is left', async () => {
    await useBefore()
    await startEmbeddedDatabase({ directory, isDurable })
    await writeFile(join(directory, 'notes.txt'), 'mine')
    await removeEmbeddedDatabase({ directory })
    expect(await readdir(directory)).toEqual(['notes.txt'])
  })

  test('is not made by asking for its state, nor by stopping it', async () => {
    expect(await embeddedDatabaseStatus({ directory })).toEqual({ isRunning: false, isKept: false, data })
    expect(await stopEmbeddedDatabase({ directory })).toBe(false)
    await expect(stat(directory)).rejects.toThrow('ENOENT')
  })
})

describe('after a crash', () => {
  test('of the server, it is started again with what was committed', async () => {
    await useBefore()
    const before = await openEmbeddedDatabase({ directory })
    await query(before.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const { pid = 0 } = (await findServer(data)) ?? {}
    process.kill(pid, 'SIGKILL')
    while (isAlive(pid)) await immediate()
    const after = await openEmbeddedDatabase({ directory })
    expect(await query(after.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    await after.close()
    await before.close()
    expect(await findServer(data)).toBeUndefined()
  })

  test('of the machine, whose process ids were given to others since, it starts', async () => {
    await useBefore()
    const before = await openEmbeddedDatabase({ directory, isDurable })
    const serverFile = join(data, 'postmaster.pid')
    const left = (await readFile(serverFile, 'utf8')).split('\n')
    const { uid, gid } = await stat(serverFile)
    await before.close()
    await writeFile(serverFile, [process.pid, ...left.slice(1)].join('\n'))
    await chown(serverFile, uid, gid)
    expect((await embeddedDatabaseStatus({ directory })).isRunning).toBe(false)
    const after = await openEmbeddedDatabase({ directory, isDurable })
    await query(after.connectionString, 'SELECT 1')
    await after.close()
  })

  test('while the cluster was being made, it is made again', async () => {
    await useBefore()
    const before = await openEmbeddedDatabase({ directory, isDurable })
    await before.close()
    await rename(data, `${data}.partial`)
    const after = await openEmbeddedDatabase({ directory, isDurable })
    await query(after.connectionString, 'SELECT 1')
    await after.close()
  })
})

describe('an error says what to do', () => {
  test('when the data is of another major version', async () => {
    await useBefore()
    const database = await openEmbeddedDatabase({ directory, isDurable })
    await database.close()
    await writeFile(join(data, 'PG_VERSION'), '14\n')
    await expect(openEmbeddedDatabase({ directory })).rejects.toThrow(/made by Postgres 14, .* brings Postgres 18/)
  })

  test('when the password was lost, and the data is left alone', async () => {
    await useBefore()
    const database = await openEmbeddedDatabase({ directory, isDurable })
    await database.close()
    await rm(join(directory, 'server.json'))
    await expect(openEmbeddedDatabase({ directory })).rejects.toThrow('server.json is missing')
    expect(await readFile(join(data, 'PG_VERSION'), 'utf8')).toBe('18\n')
  })

  test('when the server does not start, with the last lines of its log and no password', async () => {
    await useBefore()
    const database = await openEmbeddedDatabase({ directory, isDurable })
    await database.close()
    await writeFile(join(data, 'postgresql.conf'), 'no_such_setting = 1\n')
    const error = await openEmbeddedDatabase({ directory, isDurable }).catch((reason: unknown) => reason)
    expect(String(error)).toMatch(/EmbeddedDatabaseError: The embedded Postgres did not start[\s\S]*no_such_setting/)
    expect(String(error)).not.toContain(new URL(database.connectionString).password)
  })

  test('when the folder is a file', async () => {
    const file = join(tmpdir(), `embedded-file-${process.pid}`)
    await writeFile(file, '')
    await expect(openEmbeddedDatabase({ directory: file })).rejects.toThrow('a file is in its way')
    await rm(file)
  })
})

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function timed<R>(what: string, work: () => Promise<R>): Promise<R> {
  const startedAt = performance.now()
  const result = await work()
  console.log(`${what}: ${Math.round(performance.now() - startedAt)} ms`)
  return result
}
