import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { createOrchestrator, type PassEvent, type Provider, postgresLock } from '@data-import/core'
import { embeddedDatabaseStatus, removeEmbeddedDatabase, stopEmbeddedDatabase } from '@data-import/embedded-database'
import { createTestDatabase } from '@data-import/test-kit'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'
import * as leaky from './leaky-provider.fixture.js'

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url))
const marker = 'canary4711'
const secrets = {
  ACME_TOKEN: `${marker}-tok/en+1 "&é`,
  ACME_PASSWORD: `${marker}pass`,
  ACME_KEY: `-----BEGIN KEY-----\n${marker}line1\n${marker}line2\n-----END KEY-----`,
  ACME_JSON: JSON.stringify({ type: 'account', private_key: `${marker}\nprivate` }),
  ACME_URL: `https://bob:${marker}url@acme.example/x`,
}

/** Encryption keys: 32 bytes in base64. */
const [firstKey, secondKey] = [`${marker}${'A'.repeat(33)}=`, `${marker}${'B'.repeat(32)}A=`]

let encryptionKeys = firstKey
let workspace: Workspace
let directory: string
/** Everything that the built program said. */
let said = ''

beforeAll(async () => {
  workspace = await createWorkspace({})
  // The embedded server of tests that run as root is another user.
  await chmod(workspace.path, 0o755)
  directory = join(workspace.path, '.data-import')
  const source = fileURLToPath(new URL('leaky-provider.fixture.ts', import.meta.url))
  await workspace.write('data-sources/leaky.ts', await readFile(source, 'utf8'))
  // Kept up between commands.
  expect((await cli(['database', 'start'])).code).toBe(0)
})

afterAll(async () => {
  await stopEmbeddedDatabase({ directory })
  await removeEmbeddedDatabase({ directory })
  await workspace.remove()
})

async function cli(argv: string[]): Promise<{ code: number; output: string }> {
  const { DATABASE_URL: _unused, ...env } = process.env
  const child = spawn(process.execPath, [bin, ...argv], {
    cwd: workspace.path,
    env: { ...env, NODE_OPTIONS: '', DATA_IMPORT_SECRET_KEY: encryptionKeys },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  said += `$ ${argv[0]}\n${stdout}${stderr}`
  return { code: code as number, output: stdout + stderr }
}

/** Every row of every table as text. */
async function dumpTables(connectionString: string): Promise<Record<string, string>> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'data'",
    )
    const dump: Record<string, string> = {}
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM data."${name}" AS t`)
      dump[name] = rows.map(({ row }) => row).join('\n')
    }
    return dump
  } finally {
    await client.end()
  }
}

/** Where a text holds the marker: as it is, in hexadecimal, or in base64 after zero, one and two other letters. */
function findCanaries(given: string): string[] {
  const bytes = Buffer.from(marker)
  const base64 = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(offset + 1, -4),
  )
  return [marker, bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...base64].flatMap((form) => {
    const at = given.indexOf(form)
    return at < 0 ? [] : [`${form}: …${given.slice(Math.max(0, at - 120), at + 60)}…`]
  })
}

const settings = (more: Record<string, string> = {}) =>
  Object.entries({ ...secrets, ...more }).flatMap(([key, value]) => ['--set', `${key}=${value}`])

test('nothing that the program says, stores or keeps in its folder shows a secret, whatever scripts do', async () => {
  expect((await cli(['sources', 'add', 'leaky', '--name', 'main', ...settings(), '--json'])).code).toBe(0)
  expect(
    (
      await cli([
        'sources',
        'add',
        'git',
        '--name',
        'remote',
        '--set',
        `GIT_URL=http://bob:${marker}git@127.0.0.1:9/x.git`,
      ])
    ).code,
  ).toBe(0)
  for (const argv of [['run'], ['run', '--json', '--force']]) expect((await cli(argv)).code).toBe(1)
  for (const argv of [['status'], ['status', '--json'], ['sources', 'list', '--json']]) {
    expect((await cli(argv)).code).toBe(0)
  }
  await cli(['sources', 'check'])
  await cli(['runs', '--json', '--limit', '100'])
  expect((await cli(['secrets', 'rotate'])).code).toBe(2)
  encryptionKeys = `${secondKey},${firstKey}`
  expect((await cli(['secrets', 'encrypt'])).code).toBe(0)
  expect((await cli(['sources', 'add', 'leaky', '--name', 'crashing', ...settings({ ACME_CRASH: 'yes' })])).code).toBe(
    0,
  )
  const crashed = await cli(['run', '--source', 'crashing'])
  expect(crashed.output).toContain('uncaught')
  expect((await cli(['sources', 'check', 'crashing', '--json'])).code).toBe(1)
  expect((await cli(['run', '--source', 'crashing', '--resource', 'prints'])).code).toBe(0)

  expect(said).toContain('***')
  expect(findCanaries(said)).toEqual([])

  const dump = await dumpTables((await cli(['database', 'url'])).output.trim())
  expect(Object.keys(dump).filter((table) => dump[table])).toEqual(
    expect.arrayContaining(['DataSourceConfig', 'DataSourceRun', 'ImportLog', 'ImportPartition']),
  )
  expect(Object.entries(dump).filter(([, rows]) => findCanaries(rows).length > 0)).toEqual([])
  const { data } = await embeddedDatabaseStatus({ directory })
  for (const folder of new Set([directory, data])) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name)
      expect(findCanaries(await readFile(path, 'latin1')), path).toEqual([])
    }
  }
})

test('no event and no result of a pass shows a secret, in any depth', async () => {
  const database = await createTestDatabase()
  vi.stubEnv('DATA_IMPORT_SECRET_KEY', firstKey)
  try {
    const configs = Object.entries(secrets).map(([key, value]) => ({ key, value, isSecret: key !== 'ACME_URL' }))
    await database.db.dataSource.create({
      data: { organizationId: 'acme', provider: 'LEAKY', name: 'main', configs: { create: configs } },
    })
    const events: PassEvent[] = []
    const orchestrator = createOrchestrator({
      db: database.db,
      // What a script prints in the host's process is the host's.
      providers: [{ ...leaky, scripts: leaky.scripts.filter(({ resource }) => resource !== 'prints') } as Provider],
      lock: postgresLock({ connectionString: database.url }),
      secrets: { encryptionKey: firstKey },
      onEvent: (event) => events.push(event),
    })
    const result = await orchestrator.run()
    expect(new Set(result.runs.map(({ status }) => status))).toEqual(new Set(['COMPLETED', 'PARTIAL', 'FAILED']))
    const shown = inspect([events, result], {
      depth: 12,
      showHidden: true,
      maxArrayLength: null,
      maxStringLength: null,
    })
    expect(shown).toContain('***')
    expect(findCanaries(shown)).toEqual([])
    expect(findCanaries(JSON.stringify([events, result]))).toEqual([])
    const entries = await database.db.importPartition.findMany()
    expect(entries.map(({ cursor, state }) => [cursor, state])).toEqual(entries.map(() => [null, null]))
  } finally {
    vi.unstubAllEnvs()
    await database.close()
  }
})
