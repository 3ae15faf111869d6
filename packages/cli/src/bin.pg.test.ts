import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from './terminal/workspace.fixture.js'

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url))
/** Says on stderr that it runs, then never ends unless its pass is drained or aborted. */
const provider = `
  export const scripts = [{
    dataSourceName: 'ENDLESS', resource: 'commit', dependsOn: [], importWindowDays: 1,
    async run(context) {
      await context.partitions([{ key: '1' }, { key: '2' }], async ({ checkpoint, signal }) => {
        context.log.warn('walking')
        for (let page = 1; ; page++) {
          await checkpoint({ rows: [], cursor: page })
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      }, { concurrency: 1 })
    },
  }]
`

let database: OwnTestDatabase
let workspace: Workspace

beforeAll(async () => {
  expect(existsSync(bin), `${bin} is not built: npm run build`).toBe(true)
  database = await createTestDatabase()
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/endless.mjs', provider)
})

afterEach(() => database.db.dataSource.deleteMany())

afterAll(async () => {
  await workspace.remove()
  await database.close()
})

function start(...argv: string[]) {
  const child = spawn(process.execPath, [bin, ...argv], {
    cwd: workspace.path,
    env: { ...process.env, DATABASE_URL: database.url, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { child, exit: once(child, 'exit') as Promise<[number | null, string | null]>, stdout: text(child.stdout) }
}

/** Waits for a line on stderr. */
function said(child: ChildProcess, expected: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = ''
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      heard += chunk
      if (heard.includes(expected)) resolve()
    })
    child.once('exit', () => reject(new Error(`It ended and never said "${expected}": ${heard}`)))
  })
}

const addSource = () =>
  database.db.dataSource.create({ data: { name: 'main', provider: 'ENDLESS', organizationId: 'default' } })

test('the built program runs, its help and version too', async () => {
  const { exit, stdout } = start('status', '--json')
  expect(await exit).toEqual([0, null])
  expect(JSON.parse(await stdout)).toEqual({ isComplete: true, dataSources: [] })
  const version = start('--version')
  expect([(await version.exit)[0], (await version.stdout).trim()]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+/)])
})

test('of two passes at once the second ends with 75', async () => {
  await addSource()
  const first = start('run')
  await said(first.child, 'walking')
  const second = start('run', '--json')
  expect(await second.exit).toEqual([75, null])
  expect(JSON.parse(await second.stdout)).toMatchObject({ status: 'busy' })
  first.child.kill('SIGTERM')
  expect(await first.exit).toEqual([1, null])
  expect(await first.stdout).toContain('CANCELLED')
})

test('after kill -9 the next pass takes over, and tells of what the dead one left', async () => {
  await addSource()
  const dead = start('run')
  await said(dead.child, 'walking')
  dead.child.kill('SIGKILL')
  expect(await dead.exit).toEqual([null, 'SIGKILL'])
  const next = start('run', '--json')
  await said(next.child, 'runs of a process that died were closed')
  next.child.kill('SIGINT')
  expect(await next.exit).toEqual([1, null])
  expect(JSON.parse(await next.stdout)).toMatchObject({ status: 'cancelled' })
  const runs = await database.db.dataSourceRun.findMany({ orderBy: { startedAt: 'asc' } })
  expect(runs.map(({ status }) => status)).not.toContain('RUNNING')
})

test('a reader that goes away does not end an import', async () => {
  await addSource()
  const pass = start('run', '--json', '--deadline', '0.5')
  pass.child.stderr?.destroy()
  expect(await pass.exit).toEqual([1, null])
  expect(JSON.parse(await pass.stdout)).toMatchObject({
    status: 'cancelled',
    reason: expect.stringContaining('500 ms'),
  })
})

test('the scheduler runs a pass at once when asked, and ends well at a signal', async () => {
  await addSource()
  const scheduler = start('schedule', '--now', '--cron', '0 0 1 1 *')
  await said(scheduler.child, 'walking')
  scheduler.child.kill('SIGTERM')
  expect(await scheduler.exit).toEqual([0, null])
  expect(await scheduler.stdout).toContain('Pass cancelled')
})

test('a provider with a core of its own says what failed, though the program has another copy in its bundle', async () => {
  const scope = join(workspace.path, 'node_modules/@data-import')
  await mkdir(scope, { recursive: true })
  await symlink(fileURLToPath(new URL('../../import-core', import.meta.url)), join(scope, 'core'), 'dir')
  await workspace.write(
    'data-sources/copies.mjs',
    `import { ConfigurationError, HttpError, isOwnQuestion, unavailableReasonOf } from '@data-import/core/provider'
     const script = (resource, run) => ({ dataSourceName: 'COPIES', resource, dependsOn: [], importWindowDays: 1, run })
     const ask = (about) => { throw new HttpError('no ' + about, { status: 404, isOfPart: !isOwnQuestion(about) }) }
     export const scripts = [
       script('issue', async () => { throw new ConfigurationError('Set ACME_TOKEN.') }),
       script('commit', (context) => context.partitions([{ key: 'gone' }, { key: 'none' }, { key: 'part' }], async ({ key, skip }) => {
         if (key === 'none') skip('nothing there')
         if (key === 'part') isOwnQuestion('board')
         ask(key === 'part' ? 'card' : 'board')
       }, { unavailableReasonOf })),
     ]`,
  )
  await database.db.dataSource.create({ data: { name: 'copies', provider: 'COPIES', organizationId: 'default' } })
  const pass = start('run', '--source', 'copies', '--json')
  expect(await pass.exit).toEqual([1, null])
  const { runs } = JSON.parse(await pass.stdout) as {
    runs: { resource: string; status: string; errorMessage: string }[]
  }
  expect(runs.find(({ resource }) => resource === 'issue')).toMatchObject({
    status: 'FAILED',
    errorMessage: expect.stringContaining('Set ACME_TOKEN.'),
  })
  const partitions = await database.db.importPartition.findMany({ orderBy: { key: 'asc' } })
  expect(partitions.map(({ key, status, reason }) => [key, status, reason])).toEqual([
    ['gone', 'UNAVAILABLE', expect.stringContaining('404')],
    ['none', 'SKIPPED', 'nothing there'],
    ['part', 'FAILED', 'no card'],
  ])
})
