import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { createProgram, useTestDatabase } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import { postgresLock } from '../locks/postgres-lock.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'one', provider: 'ACME' } })
})

const pageCount = 12
const program = createProgram(new URL('./pages-process.fixture.ts', import.meta.url))
async function start(waitAfter: number): Promise<{ child: ChildProcess; lines: AsyncIterableIterator<string> }> {
  const args = [await program(), database.url, String(pageCount), String(waitAfter)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return { child, lines: createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]() }
}
async function runToEnd(): Promise<string[]> {
  const { child, lines } = await start(0)
  const printed: string[] = []
  for await (const line of lines) printed.push(line)
  if (child.exitCode === null) await once(child, 'exit')
  return printed
}
const rowSet = async () =>
  (await database.db.commit.findMany({ orderBy: { sha: 'asc' } })).map(
    ({ id: _, dataSourceId: __, repositoryId: ___, ...row }) => row,
  )

it('a process killed in the middle leaves the lock free, and the next run continues at the last page', async () => {
  await runToEnd()
  const uninterrupted = await rowSet()
  expect(uninterrupted).toHaveLength(pageCount * 20)
  await database.db.dataSource.deleteMany()
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'one', provider: 'ACME' } })

  for (const waitAfter of [1, 5, 9]) {
    const { child, lines } = await start(waitAfter)
    for await (const line of lines) if (line === `page ${waitAfter - 1}`) break
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
    expect(await database.db.dataSourceRun.count({ where: { status: 'RUNNING' } })).toBe(1)
    await expect
      .poll(async () => {
        const lease = await postgresLock({ connectionString: database.url }).acquire({ schema: 'data' })
        await lease?.release()
        return lease !== null
      })
      .toBe(true)
  }

  const printed = await runToEnd()
  expect(printed).toEqual([
    'page 9',
    'page 10',
    'page 11',
    ...Array.from({ length: pageCount }, (_, page) => `page ${page}`),
    'completed',
  ])
  expect(await rowSet()).toEqual(uninterrupted)
  expect(await database.db.dataSourceRun.count({ where: { status: 'RUNNING' } })).toBe(0)
  expect(
    await database.db.dataSourceRun.count({ where: { errorMessage: { contains: 'ended without finishing' } } }),
  ).toBe(3)
})
