import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const provider = `
  export const scripts = [{
    dataSourceName: 'SLOW', resource: 'commit', dependsOn: [], importWindowDays: 30,
    run: ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  }]
`
const database = useTestDatabase()
let workspace: Workspace

beforeAll(async () => {
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/slow/index.js', provider)
  await workspace.run(['sources', 'add', 'SLOW', '--name', 'slow'])
})
afterAll(async () => {
  await workspace.remove()
})

test('a script that takes too long is FAILED, and says why', async () => {
  const { code, stdout } = await workspace.run(['run', '--script-timeout', '0.05'])
  expect(code).toBe(1)
  expect(stdout).toContain('commit took longer than its 50 ms and was stopped.')
})

test('no time at all is refused', async () => {
  for (const command of ['run', 'schedule']) {
    const { code, stderr } = await workspace.run([command, '--script-timeout', '0'])
    expect(code).toBe(2)
    expect(stderr).toContain("option '--script-timeout <seconds>' argument '0' is invalid. It must be seconds above 0")
  }
})
