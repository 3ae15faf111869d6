import { join } from 'node:path'
import { expect, it } from 'vitest'
import { useGitImports } from './git-imports.fixture.js'
import { temporaryFolder, testRepository } from './test-repository.js'

const { configureSecret, database, pass, reachable } = useGitImports()

it('imports each of several addresses, and names each in the ledger', async () => {
  const parent = temporaryFolder()
  const names = ['one', 'two', 'three']
  for (const name of names) testRepository(join(parent, name)).commit(name)
  const addresses = names.map((name) => `file://${join(parent, name)}`)
  await configureSecret('GIT_URL', addresses.join('\n'), { GIT_CLONE_DIRECTORY: join(parent, 'clones') })
  expect(await pass()).toMatchObject({ status: 'completed' })
  expect((await reachable()).toSorted()).toEqual(names.toSorted())
  const partitions = await database().db.importPartition.findMany({ where: { scriptName: 'commit' } })
  expect(partitions.map(({ key }) => key).toSorted()).toEqual(addresses.map((address) => `url:${address}`).toSorted())
})

it('imports all addresses that ssh would take, though the redaction can not tell them from secrets', async () => {
  const urls = ['deploy@127.0.0.1:shop/one', 'deploy@127.0.0.1:shop/two', '127.0.0.1:three']
  await configureSecret('GIT_URL', urls.join('\n'), { GIT_CLONE_DIRECTORY: join(temporaryFolder(), 'clones') })
  await pass()
  const partitions = await database().db.importPartition.findMany({ where: { scriptName: 'repository' } })
  expect(partitions.map(({ name }) => name).toSorted()).toEqual(['one', 'three', 'two'])
})

it('refuses the later of two addresses that ".git" alone tells apart, and imports the first', async () => {
  const parent = temporaryFolder()
  for (const name of ['shop', 'shop.git']) testRepository(join(parent, name)).commit(name)
  const addresses = [
    `file://${join(parent, 'shop')}`,
    `file://${join(parent, 'shop.git')}`,
    `file://${join(parent, 'shop')}/`,
  ]
  await configureSecret('GIT_URL', addresses.join('\n'), { GIT_CLONE_DIRECTORY: join(parent, 'clones') })
  expect(await pass()).toMatchObject({ status: 'partial' })
  expect(await reachable()).toEqual(['shop'])
  const partitions = await database().db.importPartition.findMany({
    where: { scriptName: 'commit' },
    orderBy: { key: 'asc' },
  })
  expect(partitions).toMatchObject([
    {
      name: 'GIT_URL, line 2',
      status: 'FAILED',
      reason: expect.stringMatching(/shop\.git counts as the same .*GIT_PATH/),
    },
    { name: 'shop', status: 'COMPLETE' },
  ])
})

it('refuses a second line for one repository with other credentials, and shows neither of them', async () => {
  const address = (password: string) => `https://deploy:${password}@127.0.0.1:9/shop.git`
  const lines = [address('canary-one'), address('canary-one'), address('canary-two'), 'https://127.0.0.1:9/shop.git']
  await configureSecret('GIT_URL', lines.join('\n'), { GIT_CLONE_DIRECTORY: join(temporaryFolder(), 'clones') })
  await pass()
  const partitions = await database().db.importPartition.findMany({
    where: { scriptName: 'repository' },
    orderBy: { key: 'asc' },
  })
  expect(partitions.map(({ name, reason }) => [name, reason])).toEqual([
    ['GIT_URL, line 3', expect.stringMatching(/Line 3 of GIT_URL names the same repository as line 1, with another/)],
    ['GIT_URL, line 4', expect.stringMatching(/Line 4 of GIT_URL names the same repository as line 1, with another/)],
    ['shop', expect.stringMatching(/git could not/)],
  ])
  expect(JSON.stringify(partitions.map(({ key, name, reason }) => [key, name, reason]))).not.toMatch(/canary/)
})
