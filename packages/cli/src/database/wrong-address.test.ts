import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

let workspace: Workspace

beforeAll(async () => {
  workspace = await createWorkspace({})
})

afterAll(() => workspace.remove())

const commands = [
  ['status'],
  ['run'],
  ['schedule'],
  ['migrate'],
  ['runs', '--json'],
  ['logs', 'x'],
  ['locks'],
  ['sources', 'list'],
  ['sources', 'check'],
  ['secrets', 'rotate'],
  ['sql', 'SELECT 1'],
  ['database', 'status'],
]

test.for([
  'postgresql://bob:hunter2/x@wonder:5432/x',
  'postgresql://bob:hunter2#x@wonder:5432/x',
  'postgresql://bob:12#hunter2@wonder/x',
  'bob:hunter2@wonder:5432/x',
  'postgres//bob:hunter2@wonder/x',
  '"postgresql://bob:hunter2@wonder/x"',
])('no command shows a piece of an address that is typed wrong: %s', async (address) => {
  for (const argv of commands) {
    for (const given of [{ env: { DATABASE_URL: address } }, { option: address }]) {
      const option = 'option' in given && given.option ? ['--database-url', given.option] : []
      const { code, stdout, stderr } = await workspace.run([...option, ...argv], { env: given.env ?? {} })
      expect(code, argv.join(' ')).toBe(2)
      expect(stdout + stderr, argv.join(' ')).toMatch(/The database URL/)
      expect(stdout + stderr, argv.join(' ')).not.toMatch(/hunter2|bob|wonder|:12\b/)
    }
  }
})
