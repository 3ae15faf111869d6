import { randomRuns, useTestDatabase } from '@data-import/test-kit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseSettings } from './sources/parse-settings.js'
import { createWorkspace, type Workspace } from './terminal/workspace.fixture.js'

const database = useTestDatabase()
let workspace: Workspace

beforeAll(async () => {
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write(
    'data-sources/acme.mjs',
    `export const scripts = [{ dataSourceName: 'ACME', resource: 'a', dependsOn: [], importWindowDays: 1, async run() {} }]`,
  )
})
afterAll(async () => {
  await workspace.remove()
})

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '',
    '-',
    '--',
    '--json',
    "'; DROP TABLE",
    '__proto__',
    'constructor',
    '9'.repeat(400),
    '\0',
    '\ud800',
    '-1',
    '1e999',
  ),
)
const option = fc.constantFrom(
  ...['--json', '--source', '--resource', '--from', '--to', '--deadline', '--limit', '--set', '--name', '--interval'],
  ...['--organization', '--csv', '--write', '--provider', '--data-sources', '--exit-code', '--help', '--version'],
)
const command = fc.constantFrom(
  ...[['run'], ['status'], ['runs'], ['logs'], ['locks'], ['sql'], ['providers'], ['secrets'], ['secrets', 'encrypt']],
  ...[
    ['sources'],
    ['sources', 'add'],
    ['sources', 'list'],
    ['sources', 'check'],
    ['sources', 'enable'],
    ['sources', 'remove'],
  ],
)

test('no arguments crash the program: it ends with one of its codes, and --json gives one document', async () => {
  await fc.assert(
    fc.asyncProperty(command, fc.array(fc.oneof(option, text), { maxLength: 5 }), async (words, more) => {
      const argv = [...words, ...more]
      const { code, stdout, stderr } = await workspace.run(argv)
      expect([0, 1, 2, 75]).toContain(code)
      if (code === 2) expect(stdout + stderr).not.toBe('')
      expect(stderr).not.toMatch(/TypeError|RangeError|Cannot read|is not a function|prisma\./)
      if (argv.includes('--json') && !argv.includes('--') && stdout.startsWith('{')) JSON.parse(stdout)
    }),
    randomRuns(50, 400),
  )
})

test('configuration values of any text come back as they were given, or are refused by their key', async () => {
  const values = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[A-Z_]{1,20}$/), text), {
    selector: ([key]) => key,
    maxLength: 5,
  })
  await fc.assert(
    fc.asyncProperty(values, fc.uuid(), async (settings, name) => {
      const given = settings.filter(([, value]) => value !== '-')
      const argv = given.flatMap(([key, value]) => ['--set', `${key}=${value}`])
      const { code, stderr } = await workspace.run(['sources', 'add', 'acme', '--name', name, ...argv])
      const isHeld = given.every(([, value]) => !value.includes('\0'))
      expect(code, stderr).toBe(isHeld ? 0 : 2)
      if (!isHeld) expect(stderr).toMatch(/^error: [A-Z_]+ holds a NUL character/)
      expect((await workspace.run(['run', '--source', name, '--json'])).code).toBe(isHeld ? 0 : 2)
      await database.db.dataSource.deleteMany({ where: { name } })
    }),
    randomRuns(10, 80),
  )
})

test('settings of any text are read or refused, never shown', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 4 }), async (given) => {
      const outcome = await parseSettings(given, async () => 'piped').catch((error: Error) => error)
      if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'ConfigurationError' })
    }),
    randomRuns(100, 800),
  )
})
