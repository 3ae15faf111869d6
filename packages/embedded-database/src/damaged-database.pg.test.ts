import { chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as immediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { query, useDirectory } from './directory.fixture.js'
import { embeddedDatabaseStatus, openEmbeddedDatabase } from './embedded-database.js'
import { findServer } from './find-server.js'
import { isAlive } from './process-identity.js'

const isDurable = false
const folder = useDirectory()

describe('after a crash', () => {
  test('of the server, it is started again with what was committed', async () => {
    const { directory, data } = folder
    await folder.useBefore()
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
    const { directory, data } = folder
    await folder.useBefore()
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
    const { directory, data } = folder
    await folder.useBefore()
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
    const { directory, data } = folder
    await folder.useBefore()
    const database = await openEmbeddedDatabase({ directory, isDurable })
    await database.close()
    await writeFile(join(data, 'PG_VERSION'), '14\n')
    await expect(openEmbeddedDatabase({ directory })).rejects.toThrow(/made by Postgres 14, .* brings Postgres 18/)
  })

  test('when the password was lost, and the data is left alone', async () => {
    const { directory, data } = folder
    await folder.useBefore()
    const database = await openEmbeddedDatabase({ directory, isDurable })
    await database.close()
    await rm(join(directory, 'server.json'))
    await expect(openEmbeddedDatabase({ directory })).rejects.toThrow('server.json is missing')
    expect(await readFile(join(data, 'PG_VERSION'), 'utf8')).toBe('18\n')
  })

  test('when the server does not start, with the last lines of its log and no password', async () => {
    const { directory, data } = folder
    await folder.useBefore()
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
