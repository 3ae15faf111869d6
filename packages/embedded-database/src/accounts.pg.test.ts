import { chmod, chown, cp, mkdtemp, readdir, readFile, readlink, realpath, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findPackage, prepareBinaries } from './binaries.js'
import { embeddedDatabaseStatus, openEmbeddedDatabase, removeEmbeddedDatabase } from './embedded-database.js'
import { mayEnter } from './may-enter.js'
import { runProgram } from './run-program.js'
import { chooseServerAccount } from './server-account.js'
import { useElsewhere } from './use-elsewhere.js'

const isRoot = process.getuid?.() === 0
const nobody = { name: 'nobody', uid: 65534, gid: 65534 }
const isCheckoutOpen = isRoot && (await mayEnter(nobody, dirname(fileURLToPath(import.meta.url))))
let folder: string
let directory: string

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'embedded-accounts-')))
  directory = join(folder, 'postgres')
})

afterEach(async () => {
  await removeEmbeddedDatabase({ directory })
  await rm(folder, { recursive: true })
})

describe.runIf(isRoot)('root', () => {
  test('may keep the database in a folder that only root may enter: the cluster goes elsewhere, and it is told', async () => {
    await chmod(folder, 0o700)
    const notices: string[] = []
    const onNotice = (notice: string) => notices.push(notice)
    const first = await openEmbeddedDatabase({ directory, isDurable: false, onNotice })
    await query(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await first.close()
    const { data } = await embeddedDatabaseStatus({ directory })
    expect(data).toMatch(/^\/var\/(lib|tmp)\/data-import\/[0-9a-f]{16}\/data$/)
    expect(notices).toEqual([expect.stringContaining(`may not enter ${directory}: the data is kept in ${data}`)])
    const second = await openEmbeddedDatabase({ directory, isDurable: false, onNotice })
    expect(await query(second.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    expect(notices).toHaveLength(1)
    await second.close()
    await removeEmbeddedDatabase({ directory })
    await expect(stat(dirname(data))).rejects.toThrow('ENOENT')
  })

  test('may have installed where only root may enter: the programs are copied once, and run', async () => {
    const account = await chooseServerAccount(undefined, () => undefined)
    const installed = join(folder, 'package')
    await cp(await findPackage(), installed, { recursive: true })
    await chmod(installed, 0o700)
    const { postgres, version } = await prepareBinaries(account, installed)
    const copiedAt = (await stat(postgres)).birthtimeMs
    expect(postgres).toMatch(/^\/var\/(lib|tmp)\/data-import\/programs\/postgres-/)
    const { code, printed } = await runProgram(postgres, ['--version'], account)
    expect({ code, printed }).toEqual({
      code: 0,
      printed: `postgres (PostgreSQL) ${version.split('.', 2).join('.')}\n`,
    })
    expect((await stat((await prepareBinaries(account, installed)).postgres)).birthtimeMs).toBe(copiedAt)
    const links = (await readdir(join(dirname(dirname(postgres)), 'lib'), { withFileTypes: true })).filter((entry) =>
      entry.isSymbolicLink(),
    )
    const targets = await Promise.all(links.map((entry) => readlink(join(entry.parentPath, entry.name))))
    expect(targets.filter((target) => target.startsWith('/'))).toEqual([])
  })
})

describe.runIf(isCheckoutOpen)('an ordinary user', () => {
  const asNobody = { uid: nobody.uid, gid: nobody.gid, cwd: '/', env: { PATH: process.env.PATH, TMPDIR: tmpdir() } }

  test('gets a server of their own, and so does root after them', async () => {
    await chown(folder, nobody.uid, nobody.gid)
    await chmod(folder, 0o755)
    const user = await useElsewhere(directory, asNobody)
    expect(user.error).toBeUndefined()
    expect((await stat(join(directory, 'data'))).uid).toBe(nobody.uid)
    await query(user.connectionString, 'SELECT 1')
    await user.close()
    const root = await openEmbeddedDatabase({ directory, isDurable: false })
    await query(root.connectionString, 'SELECT 1')
    await root.close()
    const again = await useElsewhere(directory, asNobody)
    expect(again.error).toBeUndefined()
    await again.close()
  })

  test('is told what to do about a folder that is not theirs', async () => {
    await chmod(folder, 0o755)
    const user = await useElsewhere(directory, asNobody)
    expect(user.error).toContain('EmbeddedDatabaseError')
    expect(user.error).toContain("belongs to another user, or the folder can't be written")
  })

  test('is told what to do about a database that is not theirs', async () => {
    await chmod(folder, 0o755)
    const root = await openEmbeddedDatabase({ directory, isDurable: false })
    const user = await useElsewhere(directory, asNobody)
    expect(user.error).toContain('belongs to another user')
    expect(user.error).not.toContain(JSON.parse(await readFile(join(directory, 'server.json'), 'utf8')).password)
    await root.close()
  })
})

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
