import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

/** Says that it has begun and waits until it is to end. */
const waiting = `
  export const scripts = [
    { dataSourceName: 'WAITING', resource: 'repository', dependsOn: [], importWindowDays: 30, async run() {} },
    {
      dataSourceName: 'WAITING', resource: 'commit', dependsOn: ['repository'], importWindowDays: 30,
      async run({ signal, log }) {
        log.warn('waiting')
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      },
    },
  ]
`
const database = useTestDatabase()
let workspace: Workspace

beforeAll(async () => {
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/waiting.mjs', waiting)
  await workspace.run(['sources', 'add', 'WAITING', '--name', 'acme'])
})
afterAll(() => workspace.remove())

/** Starts a command that goes on. */
function start(argv: string[]) {
  let stop = () => {}
  const heard: string[] = []
  const listeners = new Set<() => void>()
  const ended = workspace.run(argv, {
    onStart(given) {
      stop = given
    },
    onWrite(text) {
      heard.push(text)
      for (const listener of listeners) listener()
    },
  })
  const said = (text: string) =>
    new Promise<void>((resolve) => {
      const look = () => heard.join('').includes(text) && resolve()
      listeners.add(look)
      look()
    })
  return { stop: () => stop(), said, ended }
}

test('a pass on workers needs the tables of their queue', async () => {
  const result = await workspace.run(['run', '--workers'])
  expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('data-import migrate --workers') })
})

test('a worker runs the scripts of a pass; status and locks say what it has, and a signal gives that back', async () => {
  expect(await workspace.run(['migrate', '--workers'])).toMatchObject({ code: 0 })
  const worker = start(['worker', '--concurrency', '2'])
  await worker.said('takes runs')
  const pass = start(['run', '--workers'])
  await pass.said('WARN waiting')
  const holder = /worker 1 \((.+:\d+)\)/
  const { stdout } = await workspace.run(['locks'])
  expect(stdout).toMatch(holder)
  expect(stdout).toMatch(/^acme\/commit +\d+ +data-import worker .+:\d+/m)
  expect((await workspace.run(['status'])).stdout).toMatch(/commit: runs on .+:\d+ since /)
  pass.stop()
  pass.stop()
  expect(await pass.ended).toMatchObject({ code: 1 })
  worker.stop()
  expect(await worker.ended).toMatchObject({ code: 0 })
  expect((await workspace.run(['locks'])).stdout).toContain('No lock is held')
})
