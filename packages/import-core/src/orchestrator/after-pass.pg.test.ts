import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { AfterPass } from '../contract/after-pass.js'

const database = useTestDatabase()
let done: string[] = []
beforeEach(async () => {
  done = []
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

const script = acmeScript('repository', [], async () => void done.push('script'))
const rename: AfterPass = {
  name: 'renaming',
  async run({ db, schema }) {
    done.push('renaming')
    await db.$executeRawUnsafe(`update "${schema}"."DataSource" set name = 'two'`)
  },
}
const failing: AfterPass = {
  name: 'counting',
  async run({ db, schema }) {
    await db.$executeRawUnsafe(`update "${schema}"."DataSource" set name = 'three'`)
    throw new Error('there is nothing to count')
  },
}
const nameOf = async () => (await database.db.dataSource.findFirstOrThrow()).name

it('steps are done after all scripts, in order', async () => {
  const { status } = await wireAcme(database, [script], { afterPass: [rename] }).run()
  expect(status).toBe('completed')
  expect(done).toEqual(['script', 'renaming'])
  expect(await nameOf()).toBe('two')
})

it('a step that fails leaves nothing half done, and makes the pass partial, with what was imported', async () => {
  const { status, reason, runs } = await wireAcme(database, [script], { afterPass: [rename, failing] }).run()
  expect([status, reason]).toEqual(['partial', 'counting after the pass failed: there is nothing to count'])
  expect(runs.map((run) => run.status)).toEqual(['COMPLETED'])
  expect(await nameOf()).toBe('two')
})

it('a pass that was asked to end does none of them', async () => {
  const drain = new AbortController()
  const draining = acmeScript('repository', [], async () => drain.abort())
  await wireAcme(database, [draining], { afterPass: [rename] }).run({ drainSignal: drain.signal })
  expect(done).toEqual([])
})
