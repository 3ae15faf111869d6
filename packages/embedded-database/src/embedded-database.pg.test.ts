import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { query, useDirectory } from './directory.fixture.js'
import {
  embeddedDatabaseStatus,
  openEmbeddedDatabase,
  removeEmbeddedDatabase,
  startEmbeddedDatabase,
  stopEmbeddedDatabase,
} from './embedded-database.js'
import { findServer } from './find-server.js'
import { useElsewhere } from './use-elsewhere.js'

const isDurable = false
const folder = useDirectory()

describe('one process', () => {
  test('says how many connections the server takes, within what it can take', async () => {
    const { directory } = folder
    await folder.useBefore()
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
    const { directory } = folder
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
    const { directory } = folder
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
    const { directory } = folder
    await folder.useBefore()
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
    const { directory, data } = folder
    await folder.useBefore()
    const first = await openEmbeddedDatabase({ directory, isDurable })
    const second = await openEmbeddedDatabase({ directory, isDurable })
    await first.close()
    await first.close()
    expect(await query(second.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await second.close()
    expect(await findServer(data)).toBeUndefined()
  })

  test('gets another port when its own was taken meanwhile', async () => {
    const { directory } = folder
    await folder.useBefore()
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
    const { directory, data } = folder
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
    const { directory, data } = folder
    await folder.useBefore()
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
    const { directory } = folder
    await folder.useBefore()
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
    const { directory } = folder
    await folder.useBefore()
    await startEmbeddedDatabase({ directory, isDurable })
    await writeFile(join(directory, 'notes.txt'), 'mine')
    await removeEmbeddedDatabase({ directory })
    expect(await readdir(directory)).toEqual(['notes.txt'])
  })

  test('is not made by asking for its state, nor by stopping it', async () => {
    const { directory, data } = folder
    expect(await embeddedDatabaseStatus({ directory })).toEqual({ isRunning: false, isKept: false, data })
    expect(await stopEmbeddedDatabase({ directory })).toBe(false)
    await expect(stat(directory)).rejects.toThrow('ENOENT')
  })
})

async function timed<R>(what: string, work: () => Promise<R>): Promise<R> {
  const startedAt = performance.now()
  const result = await work()
  console.log(`${what}: ${Math.round(performance.now() - startedAt)} ms`)
  return result
}
