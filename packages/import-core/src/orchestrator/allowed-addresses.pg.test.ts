import { acmeScript, createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ConfigurationError } from '../errors/import-error.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from './create-orchestrator.js'

let database: OwnTestDatabase
const configuration = [
  { key: 'FORGE_URL', description: 'address', format: 'url', defaultValue: 'https://forge.example' },
] as const
let seen: (((url: URL) => unknown) | undefined)[] = []
const isAllowedAddress = (url: URL) => url.hostname === 'forge.acme.example'

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  seen = []
  await database.db.dataSource.deleteMany()
})
afterAll(() => database.close())

function orchestrator(rule: unknown) {
  const script = acmeScript('thing', [], async (context) => {
    seen.push(context.isAllowedAddress)
  })
  return createOrchestrator({
    db: database.db,
    providers: [{ scripts: [script], configuration }],
    lock: postgresLock({ connectionString: database.url }),
    // A host may be JavaScript.
    ...(rule === undefined ? {} : { isAllowedAddress: rule as () => boolean }),
  })
}

async function run(value: string | null, rule?: unknown) {
  await database.db.dataSource.deleteMany()
  const configs = { create: value === null ? [] : [{ key: 'FORGE_URL', value }] }
  await database.db.dataSource.create({ data: { organizationId: 'acme', provider: 'ACME', name: 'forge', configs } })
  return (await orchestrator(rule).run()).runs[0]
}

it('an address that the host refuses fails the run before its script begins, and names key and data source', async () => {
  const outcome = await run('http://bo:hunter22@169.254.169.254/latest?token=hunter23', isAllowedAddress)
  const expected =
    'FORGE_URL of the data source "forge" leads to http://169.254.169.254, which isAllowedAddress of the orchestrator refuses: correct the address, or allow it there.'
  expect(outcome).toMatchObject({ status: 'FAILED', errorMessage: expected })
  expect(outcome?.error).toBeInstanceOf(ConfigurationError)
  expect(await database.db.dataSourceRun.findFirstOrThrow()).toMatchObject({ status: 'FAILED', errorMessage: expected })
  expect(seen).toEqual([])
})

it('what is no address fails too, and so does what the rule fails to judge', async () => {
  expect(await run('169.254.169.254', isAllowedAddress)).toMatchObject({
    status: 'FAILED',
    errorMessage: expect.stringContaining('no address'),
  })
  const failing = async () => {
    throw new Error('no such host')
  }
  expect(await run('https://forge.acme.example', failing)).toMatchObject({
    status: 'FAILED',
    errorMessage: expect.stringContaining('failed to say whether that is allowed'),
  })
  expect(seen).toEqual([])
})

it('an allowed address, none, and any where the host has no rule run, and scripts get the rule', async () => {
  expect(await run('https://forge.acme.example/api', isAllowedAddress)).toMatchObject({ status: 'COMPLETED' })
  expect(await run(null, isAllowedAddress)).toMatchObject({ status: 'COMPLETED' })
  expect(seen).toEqual([isAllowedAddress, isAllowedAddress])
  expect(await run('http://169.254.169.254')).toMatchObject({ status: 'COMPLETED' })
})

it('a rule that is no function is refused at once', () => {
  for (const rule of [true, null, ['forge.acme.example']]) {
    expect(() => orchestrator(rule)).toThrow('isAllowedAddress must be a function')
  }
})
