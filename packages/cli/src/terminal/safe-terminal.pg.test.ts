import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

const database = useTestDatabase()
let workspace: Workspace

/** Clears the screen, sets the title, hides and reorders what follows; in 7 and in 8 bits. */
const hostile = 'x\x1b[2J\x1b]0;owned\x07\x1b[8m\u009b2J\u202e\u2066\x7f\x08y'
const obeyed = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u
/** Without the colours and the lines that are drawn anew. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal obeys
const shown = (text: string) => text.replace(/\x1b\[(?:1|2|22|3[1236]|39)m|\x1b\[\d+A\r\x1b\[J/g, '')

const script = `export const scripts = [{ dataSourceName: 'ACME', resource: 'thing', dependsOn: [], importWindowDays: 1,
  async run({ log, partitions }) {
    const hostile = ${JSON.stringify(hostile)}
    log.warn(hostile)
    log.info(hostile, { recordId: hostile, details: { hostile } })
    await partitions([{ key: hostile, name: hostile }, { key: 'b' }], async ({ key }) => {
      if (key === 'b') throw new Error(hostile)
    })
  } }]
export const check = async () => [{ status: 'ok', message: ${JSON.stringify(hostile)} }]`

beforeAll(async () => {
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/acme.mjs', script)
})
afterAll(async () => {
  await workspace.remove()
})

test('no command sends a terminal what it would obey, whoever wrote it', async () => {
  const commands = [
    ['sources', 'add', 'ACME', '--name', hostile, '--set', `NOTE=${hostile}`],
    ['sources', 'set', hostile, '--set', `NOTE=${hostile} again`],
    ['sources', 'disable', hostile],
    ['sources', 'enable', hostile],
    ['sources', 'list'],
    ['sources', 'check'],
    ['run'],
    ['run', '--json'],
    ['status'],
    ['status', '--json'],
    ['runs'],
    ['runs', '--json'],
    ['locks'],
    ['sql', `SELECT message AS "${hostile.replaceAll('\x00', '')}" FROM data."ImportLog"`],
    ['sql', '--csv', 'SELECT name, message FROM data."ImportLog", data."DataSource"'],
    ['sql', '--json', 'SELECT name, message, to_json(message) AS j FROM data."ImportLog", data."DataSource"'],
    ['sql', `SELECT ${hostile}`],
    ['sources', 'check', `${hostile} that isn't there`],
    [`${hostile}`],
    ['logs', hostile],
  ]
  for (const argv of commands) {
    const { stdout, stderr } = await workspace.run(argv, { width: 120 })
    expect(shown(stdout + stderr), JSON.stringify(argv)).not.toMatch(obeyed)
    expect(stdout + stderr, JSON.stringify(argv)).not.toBe('')
  }
  const [run] = await database.db.dataSourceRun.findMany()
  expect(shown((await workspace.run(['logs', run?.id ?? ''], { width: 120 })).stdout)).not.toMatch(obeyed)
})

test('a question shows a name without what it would do, and colours stay', async () => {
  const questions: string[] = []
  const { stdout, stderr } = await workspace.run(['sources', 'remove', hostile], {
    answers: { Remove: 'no' },
    onQuestion: (question) => questions.push(question),
    width: 100,
  })
  expect(questions.join('')).not.toMatch(obeyed)
  expect(questions.join('')).toContain('Remove "x·[2J')
  expect(shown(stdout + stderr)).not.toMatch(obeyed)
  expect((await workspace.run(['status'], { width: 100 })).stdout).toContain('\x1b[1m')
})

test('into a pipe, CSV is exact', async () => {
  const { stdout } = await workspace.run(['sql', '--csv', 'SELECT name FROM data."DataSource"'])
  expect(stdout).toBe(`name\n${hostile}\n`)
})

test('JSON is harmless and exact', async () => {
  const { stdout } = await workspace.run(['sql', '--json', 'SELECT name, to_json(name) AS j FROM data."DataSource"'])
  expect(stdout).not.toMatch(obeyed)
  expect(JSON.parse(stdout)).toEqual([{ name: hostile, j: hostile }])
})
