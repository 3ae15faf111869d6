import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createOrchestrator, postgresLock, type RunOptions } from '@data-import/core'
import { createTestDatabase, type TestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as provider from './index.js'
import { temporaryFolder, testRepository } from './test-repository.js'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())
beforeEach(() => database.db.dataSource.deleteMany())

async function configure(configuration: Record<string, string>): Promise<void> {
  const configs = { create: Object.entries(configuration).map(([key, value]) => ({ key, value })) }
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'git', provider: 'GIT', configs } })
}

function pass(options: RunOptions = {}) {
  const lock = postgresLock({ connectionString: database.url })
  return createOrchestrator({ db: database.db, providers: [provider], lock }).run(options)
}

const commits = () => database.db.commit.findMany({ orderBy: { committedAt: 'asc' } })
const reachable = async () =>
  (await commits()).filter(({ unreachableAt }) => unreachableAt === null).map(({ message }) => message)
const ledger = (scriptName: string) => database.db.importPartition.findFirstOrThrow({ where: { scriptName } })

describe('a local repository', () => {
  it('is imported with its people and commits, and then only what is new', async () => {
    const { folder, commit, git } = testRepository()
    commit('one', { file: '1\n' })
    const two = commit('two\n\nwith a body', { file: '1\n2\n' })
    git('remote', 'add', 'origin', 'https://ada:s3cret@git.acme.example/shop/basket.git')
    await configure({ GIT_PATH: folder })
    expect(await pass()).toMatchObject({ status: 'completed' })

    const repository = await database.db.repository.findFirstOrThrow()
    expect(repository).toMatchObject({
      externalId: `path:${folder}`,
      provider: 'GIT',
      fullName: folder,
      url: 'https://git.acme.example/shop/basket.git',
      defaultBranch: 'main',
      headSha: two,
    })
    const contributor = await database.db.contributor.findFirstOrThrow()
    expect(contributor).toMatchObject({ externalId: 'email:ada@acme.example', name: 'Ada Example' })
    expect(await commits()).toMatchObject([
      { message: 'one', linesAdded: 1, linesRemoved: 0, filesChanged: 1, isMerge: false, parentShas: [] },
      { message: 'two\n\nwith a body', sha: two, authorId: contributor.id, repositoryId: repository.id },
    ])

    commit('three', { file: '3\n' })
    const second = await pass()
    expect(second.runs.find(({ resource }) => resource === 'commit')).toMatchObject({ recordsImported: 1 })
    expect(await reachable()).toEqual(['one', 'two\n\nwith a body', 'three'])
  })

  it('stores what no ordinary git would write', async () => {
    const { folder, commitObject, git } = testRepository()
    const tree = git('write-tree')
    const sha = commitObject(
      Buffer.concat([
        Buffer.from(`tree ${tree}\nauthor Gr`),
        Buffer.from([0xfc, 0xdf]),
        Buffer.from(`e <> -86400 +0000\ncommitter C <C@Acme.Example> 99999999999999 +0000\n\na\0b`),
      ]),
    )
    git('update-ref', 'refs/heads/main', sha)
    await configure({ GIT_PATH: folder })
    expect(await pass()).toMatchObject({ status: 'completed' })
    expect(await commits()).toMatchObject([
      {
        authorName: 'Grüße',
        authorEmail: null,
        authoredAt: new Date('1969-12-31T00:00:00Z'),
        committedAt: null,
        committerEmail: 'C@Acme.Example',
        message: expect.stringMatching(/^a.?b$/),
      },
    ])
    const people = await database.db.contributor.findMany({ orderBy: { externalId: 'asc' } })
    expect(people.map(({ externalId }) => externalId)).toEqual(['email:c@acme.example', 'name:Grüße'])
    expect(await database.db.importLog.findMany({ where: { recordId: sha } })).toMatchObject([{ level: 'WARN' }])
  })

  it('is skipped while it is empty, and fails when its history has gone', async () => {
    const { folder, commit, git } = testRepository()
    await configure({ GIT_PATH: folder })
    expect(await pass()).toMatchObject({ status: 'completed' })
    expect(await ledger('commit')).toMatchObject({ status: 'SKIPPED', reason: 'empty repository' })
    expect(await database.db.repository.findFirstOrThrow()).toMatchObject({ headSha: null })
    commit('one')
    await pass()
    expect(await reachable()).toEqual(['one'])
    git('update-ref', '-d', 'refs/heads/main')
    expect(await pass()).toMatchObject({ status: 'partial' })
    expect(await ledger('commit')).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/Nothing is there any more/),
    })
    expect(await reachable()).toEqual(['one'])
  })

  it('is one snapshot: a commit made while a pass runs waits for the next', async () => {
    const { folder, commit } = testRepository()
    commit('one')
    await configure({ GIT_PATH: folder })
    const lock = postgresLock({ connectionString: database.url })
    const orchestrator = createOrchestrator({
      db: database.db,
      providers: [provider],
      lock,
      onEvent: (event) => {
        if (event.type === 'run-finished' && event.resource === 'repository') commit('two')
      },
    })
    await orchestrator.run()
    expect(await reachable()).toEqual(['one'])
  })

  it('has its shallow boundary noted, and its counts filled in when it is deepened', async () => {
    const origin = testRepository()
    for (const number of [1, 2, 3]) origin.commit(`commit ${number}`, { file: 'line\n'.repeat(number) })
    const clone = testRepository()
    clone.git('fetch', '--quiet', '--depth=2', `file://${origin.folder}`, 'main')
    clone.git('reset', '--quiet', '--hard', 'FETCH_HEAD')
    await configure({ GIT_PATH: clone.folder })
    await pass()
    expect((await commits()).map(({ message, linesAdded }) => [message, linesAdded])).toEqual([
      ['commit 2', null],
      ['commit 3', 1],
    ])
    expect((await ledger('commit')).reason).toMatch(/shallow.*git fetch --unshallow/)
    clone.git('fetch', '--quiet', '--unshallow', `file://${origin.folder}`, 'main')
    await pass()
    expect((await commits()).map(({ message, linesAdded }) => [message, linesAdded])).toEqual([
      ['commit 1', 1],
      ['commit 2', 1],
      ['commit 3', 1],
    ])
    expect((await ledger('commit')).reason).toBeNull()
  })

  it('has commits without counts noted until a backfill has filled them in', async () => {
    const { folder, commit, git } = testRepository()
    commit('one', { file: '1\n' })
    const blob = git('rev-parse', 'HEAD:file')
    const object = join(folder, '.git', 'objects', blob.slice(0, 2), blob.slice(2))
    rmSync(object)
    await configure({ GIT_PATH: folder })
    await pass()
    expect((await ledger('commit')).reason).toMatch(/^1 commits have no line counts.*by a backfill/)
    expect(await commits()).toMatchObject([{ linesAdded: null, linesRemoved: null, filesChanged: null }])
    git('hash-object', '-w', 'file')
    await pass({ window: { startDate: new Date('2020-01-01'), endDate: new Date('2030-01-01') } })
    expect(await commits()).toMatchObject([{ linesAdded: 1 }])
    await pass()
    expect((await ledger('commit')).reason).toBeNull()
  })
})

describe('a force push', () => {
  it('marks what fell out of the history, and takes the mark off what comes back', async () => {
    const { folder, commit, git } = testRepository()
    commit('base')
    const old = commit('old')
    await configure({ GIT_PATH: folder })
    await pass()
    git('reset', '--quiet', '--hard', 'HEAD~1')
    commit('new')
    const second = await pass()
    expect((await commits()).map(({ message, unreachableAt }) => [message, unreachableAt])).toEqual([
      ['base', null],
      ['old', second.startedAt],
      ['new', null],
    ])
    await pass()
    git('reset', '--quiet', '--hard', old)
    await pass()
    expect(await reachable()).toEqual(['base', 'old'])
  })

  it('is noticed by the stored commits when the old head is gone from the repository', async () => {
    const { folder, commit, git } = testRepository()
    commit('base')
    commit('lost 1')
    commit('lost 2')
    await configure({ GIT_PATH: folder })
    await pass()
    git('reset', '--quiet', '--hard', 'HEAD~2')
    git('reflog', 'expire', '--expire=now', '--all')
    git('gc', '--quiet', '--prune=now')
    commit('new')
    await pass()
    expect(await reachable()).toEqual(['base', 'new'])
    expect(await database.db.commit.count()).toBe(4)
  })
})

describe('an interrupted walk', () => {
  it('goes on at its last page, to the head that it went to and then to the newest', async () => {
    const { folder, git } = testRepository()
    const branch = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => {
        const number = from + index
        const parent = index > 0 ? `from :${number - 1}\n` : from > 0 ? 'from refs/heads/main^0\n' : ''
        const message = `commit ${number}`
        const who = `committer Ada <ada@acme.example> ${1_700_000_000 + number} +0000`
        return `commit refs/heads/main\nmark :${number}\n${who}\ndata ${message.length}\n${message}\n${parent}\n`
      }).join('')
    const { execFileSync } = await import('node:child_process')
    const load = (stream: string) =>
      execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: folder, input: stream })
    load(branch(1, 2501).replace('from refs/heads/main^0\n', ''))
    await configure({ GIT_PATH: folder })

    const drain = new AbortController()
    const lock = postgresLock({ connectionString: database.url })
    const stopAfterFirstPage = createOrchestrator({
      db: database.db,
      providers: [provider],
      lock,
      onEvent: (event) => {
        if (event.type === 'rows-saved' && event.resource === 'commit') drain.abort()
      },
    })
    const first = await stopAfterFirstPage.run({ drainSignal: drain.signal })
    expect(first.status).toBe('cancelled')
    const saved = await database.db.commit.count()
    expect(saved).toBeGreaterThan(0)
    expect(saved).toBeLessThan(2500)
    expect(await ledger('commit')).toMatchObject({ status: 'INCOMPLETE', cursor: { done: saved } })

    load(branch(2501, 2601))
    expect(await pass()).toMatchObject({ status: 'completed' })
    const stored = (await commits()).map(({ sha }) => sha)
    expect(stored.toSorted()).toEqual(git('rev-list', 'main').split('\n').toSorted())
    expect(await reachable()).toHaveLength(2600)
  })
})

describe('several repositories', () => {
  it('a folder of repositories is all of them; broken ones do not hold back the others', async () => {
    const parent = temporaryFolder()
    const basket = testRepository(join(parent, 'basket'))
    basket.commit('basket 1')
    testRepository(join(parent, 'billing')).commit('billing 1')
    mkdirSync(join(parent, 'no-repository'))
    await configure({ GIT_PATH: `${parent}\n${join(parent, 'no-such-folder')}\n${parent}/basket` })
    const result = await pass()
    expect(result.status).toBe('partial')
    expect(result.runs.map(({ resource, status }) => [resource, status]).toSorted()).toEqual([
      ['commit', 'PARTIAL'],
      ['contributor', 'PARTIAL'],
      ['repository', 'PARTIAL'],
    ])
    const failed = await database.db.importPartition.findMany({ where: { status: 'FAILED' } })
    expect(failed.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 3 }, () => `There is no folder ${join(parent, 'no-such-folder')}: correct GIT_PATH.`),
    )
    expect(await reachable()).toEqual(expect.arrayContaining(['basket 1', 'billing 1']))
  })

  it('one that is gone from a folder is marked removed, and its commits stay', async () => {
    const parent = temporaryFolder()
    testRepository(join(parent, 'basket')).commit('basket 1')
    testRepository(join(parent, 'billing')).commit('billing 1')
    await configure({ GIT_PATH: parent })
    await pass()
    rmSync(join(parent, 'billing'), { recursive: true })
    const second = await pass()
    const repositories = await database.db.repository.findMany({ orderBy: { name: 'asc' } })
    expect(repositories.map(({ name, removedAt }) => [name, removedAt])).toEqual([
      ['basket', null],
      ['billing', second.startedAt],
    ])
    expect(await database.db.commit.count()).toBe(2)
  })

  it('the same commit in two repositories is two rows and one person', async () => {
    const parent = temporaryFolder()
    const { commit, git, folder } = testRepository(join(parent, 'one'))
    commit('shared')
    git('clone', '--quiet', folder, join(parent, 'two'))
    await configure({ GIT_PATH: parent })
    await pass()
    expect(await reachable()).toEqual(['shared', 'shared'])
    expect(await database.db.contributor.count()).toBe(1)
  })
})

describe('an address', () => {
  it('is cloned, brought up to date, and read no further while it cannot be fetched', async () => {
    const { folder, commit, git } = testRepository()
    commit('one')
    const clones = join(temporaryFolder(), 'clones')
    await configure({ GIT_URL: `file://${folder}`, GIT_CLONE_DIRECTORY: clones })
    expect(await pass()).toMatchObject({ status: 'completed' })
    expect(await reachable()).toEqual(['one'])

    git('checkout', '--quiet', '-b', 'trunk')
    commit('two')
    git('branch', '--quiet', '-D', 'main')
    expect(await pass()).toMatchObject({ status: 'completed' })
    expect(await reachable()).toEqual(['one', 'two'])
    expect(await database.db.repository.findFirstOrThrow()).toMatchObject({ defaultBranch: 'trunk' })

    const { watermark } = await ledger('commit')
    rmSync(folder, { recursive: true })
    const third = await pass()
    expect(third.status).toBe('partial')
    expect(await ledger('repository')).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/^git could not fetch/),
    })
    expect(await ledger('commit')).toMatchObject({ watermark })
    expect(existsSync(clones)).toBe(true)
  })

  it('shows its password nowhere', async () => {
    const password = 'hunter2-very-secret'
    await configure({
      GIT_URL: `https://ada:${password}@127.0.0.1:9/shop/basket.git\nhttps://ada:${password}@bad host/x\next::sh -c ${password}`,
      GIT_CLONE_DIRECTORY: join(temporaryFolder(), 'clones'),
    })
    const events: unknown[] = []
    const lock = postgresLock({ connectionString: database.url })
    const orchestrator = createOrchestrator({
      db: database.db,
      providers: [provider],
      lock,
      onEvent: (event) => events.push(event),
    })
    const result = await orchestrator.run()
    const { db } = database
    const stored = [
      await db.importLog.findMany(),
      await db.dataSourceRun.findMany(),
      await db.importPartition.findMany(),
      await db.repository.findMany(),
    ]
    expect(result.runs.length).toBeGreaterThan(0)
    const errors = result.runs.map(({ error }) => String(error instanceof Error ? error.stack : error))
    expect(
      JSON.stringify([stored, events, result], (_, value) => (typeof value === 'bigint' ? `${value}` : value)) + errors,
    ).not.toContain(password)
  })
})

it('says what to set when nothing is configured', async () => {
  await configure({})
  const [repository] = (await pass()).runs
  expect(repository?.errorMessage).toMatch(/GIT_PATH.*GIT_URL/)
})
