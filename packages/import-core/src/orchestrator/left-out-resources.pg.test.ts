import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { PassEvent } from '../contract/pass-event.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

const scripts = [
  acmeScript('repository', [], async () => {}),
  acmeScript('commit', ['repository'], async () => {}),
  acmeScript('issue', ['repository'], async () => {}),
]

async function set(key: string, value: string) {
  const source = await database.db.dataSource.findFirstOrThrow()
  await database.db.dataSourceConfig.deleteMany({ where: { key: { in: ['RESOURCES', 'EXCLUDED_RESOURCES'] } } })
  await database.db.dataSourceConfig.create({ data: { dataSourceId: source.id, key, value } })
}
const pass = (resources?: string[]) => wireAcme(database, scripts).run({ force: true, ...(resources && { resources }) })

it('are not run, and the result says who left them out and since when they age', async () => {
  const before = await pass()
  expect(before.leftOut).toEqual([])
  await set('EXCLUDED_RESOURCES', 'issue')
  const { status, runs, leftOut } = await pass()
  expect(status).toBe('completed')
  expect(runs.map(({ resource }) => resource).sort()).toEqual(['commit', 'repository'])
  expect(leftOut).toMatchObject([
    { dataSource: 'one', resource: 'issue', by: 'EXCLUDED_RESOURCES', importedUpTo: before.startedAt },
  ])
})

it('are imported all the same where others depend on them, and a warning says so', async () => {
  await set('RESOURCES', 'commit')
  const events: PassEvent[] = []
  const { runs, leftOut } = await wireAcme(database, scripts, { onEvent: (event) => events.push(event) }).run()
  expect(runs.map(({ resource }) => resource)).toEqual(['repository', 'commit'])
  expect(leftOut).toMatchObject([{ resource: 'issue', by: 'RESOURCES', importedUpTo: null }])
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'warned',
      message: expect.stringContaining(
        'repository is left out by its settings, and imported all the same, because commit',
      ),
    }),
  )
})

it('are refused where a name is unknown, with those that would be right', async () => {
  await set('EXCLUDED_RESOURCES', 'isue')
  const { runs, leftOut } = await pass()
  expect(leftOut).toEqual([])
  expect(runs).toHaveLength(3)
  for (const run of runs) {
    expect(run).toMatchObject({ status: 'FAILED', errorMessage: expect.stringContaining('commit, issue') })
    expect(run.error).toMatchObject({ recovery: 'configure' })
  }
})

it('are not imported by a pass that asks for them either', async () => {
  await set('EXCLUDED_RESOURCES', 'issue')
  await expect(pass(['issue'])).rejects.toThrow('"issue" is left out of one')
})
