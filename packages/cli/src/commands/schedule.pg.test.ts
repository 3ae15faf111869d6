import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const secret = 'hunter2-hunter2'
/** The scripts say whether the token has arrived; one data source shows the secret of the other. */
const provider = `
  const script = (dataSourceName, run) =>
    ({ dataSourceName, resource: 'repository', dependsOn: [], importWindowDays: 30, run })
  export const scripts = [
    script('ACME', async ({ env, log }) => log.info(env.ACME_TOKEN === '${secret}' ? 'token arrived' : 'no token')),
    script('OTHER', async ({ log }) => log.info('shown: ${secret}')),
  ]
  export const configuration = [{ key: 'ACME_TOKEN', description: 'a token', isSecret: true }]
`
let database: OwnTestDatabase
let workspace: Workspace

beforeEach(async () => {
  database = await createTestDatabase()
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/acme.mjs', provider)
})

afterEach(async () => {
  await workspace.remove()
  await database.close()
})

const add = (name: string) => workspace.run(['sources', 'add', 'acme', '--name', name, '--set', `ACME_TOKEN=${secret}`])

test('a scheduler reads keys and hides secrets that came or changed after it had started', async () => {
  const data = { organizationId: 'default', provider: 'OTHER', name: 'other' }
  await database.db.dataSource.create({ data })
  const listen = createListener()
  let stop = () => {}
  const scheduled = workspace.run(['schedule', '--cron', '* * * * * *'], {
    onStart: (given) => {
      stop = given
    },
    onWrite: listen.heard,
  })
  await listen.next('shown: hunter2')
  await add('first')
  await listen.next('shown: ***')
  await listen.next('token arrived')
  expect((await workspace.run(['secrets', 'rotate'])).code).toBe(0)
  await add('second')
  await listen.next('second/repository: INFO token arrived')
  stop()
  expect(await scheduled).toMatchObject({ code: 0 })
})

/** Waits for texts that come after the wait began. */
function createListener() {
  let waiting: { text: string; resolve: () => void } | undefined
  return {
    heard(text: string) {
      if (waiting && text.includes(waiting.text)) waiting.resolve()
    },
    next: (text: string) =>
      new Promise<void>((resolve) => {
        waiting = { text, resolve }
      }),
  }
}
