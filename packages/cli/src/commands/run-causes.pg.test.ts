import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

/** What cannot be read with a token that was refused, and what needs that. */
const chain = `
  const script = (resource, dependsOn, refusal) => ({
    dataSourceName: 'CHAIN', resource, dependsOn, importWindowDays: 1,
    async run() { if (refusal) throw new Error(refusal) },
  })
  export const scripts = [
    script('repository', [], 'the token was refused'),
    script('commit', ['repository']), script('pull-request', ['commit']), script('review', ['pull-request']),
    {
      dataSourceName: 'ACME', resource: 'commit', dependsOn: [], importWindowDays: 1,
      async run({ log, env, partitions }) {
        log.warn('a shallow clone', { recordId: 'anvils' })
        await partitions([{ key: '1', name: 'anvils' }, { key: '2', name: 'broken' }], async ({ name }) => {
          if (name === 'broken' && env.BROKEN) throw new Error('refused with ' + env.BROKEN)
        })
      },
    },
    script('issue', [], 'the token was refused as well'), script('release', [], 'the token was refused as well'),
  ]
`

const database = useTestDatabase()
let workspace: Workspace

beforeAll(async () => {
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/chain.mjs', chain)
})

afterEach(() => database.db.dataSource.deleteMany())

afterAll(() => workspace.remove())

const addMain = () => workspace.run(['sources', 'add', 'ACME', '--name', 'main'])

test('a cause is said once: resources that wait for another do not repeat it', async () => {
  await database.db.dataSource.create({ data: { name: 'chain', provider: 'CHAIN', organizationId: 'default' } })
  const { code, stdout } = await workspace.run(['run'])
  expect(code).toBe(1)
  expect(stdout.match(/the token was refused/g)).toHaveLength(2)
  expect(stdout).toContain('  chain/repository FAILED: the token was refused\n')
  expect(stdout).toContain(
    '  3 resources were not run, because they need chain/repository: commit, pull-request, review\n',
  )
  expect(stdout).toContain('  chain: 2 resources FAILED: the token was refused as well (issue, release)\n')
})

test('a quiet pass says nothing if all is well, and what is not complete otherwise', async () => {
  await addMain()
  const { code, stdout, stderr } = await workspace.run(['run', '--quiet'])
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(stderr).toBe('main/commit: WARN [anvils] a shallow clone\n')
  await database.db.dataSourceConfig.create({
    data: {
      dataSource: { connect: { organizationId_name: { organizationId: 'default', name: 'main' } } },
      key: 'BROKEN',
      value: 'yes',
    },
  })
  const failed = await workspace.run(['run', '--quiet'])
  expect(failed.code).toBe(1)
  expect(failed.stdout).toMatch(/^Not complete\n {2}main\/commit broken FAILED: refused with yes\n\nPass partial in /)
})

test('a data source that is not due is not among what is not complete', async () => {
  await addMain()
  await workspace.run(['run'])
  await database.db.dataSource.updateMany({ data: { syncIntervalMinutes: 60 } })
  const { code, stdout } = await workspace.run(['run'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^main: not due until .* \(--force runs it now\)$/m)
  expect(stdout).not.toContain('Not complete')
})
