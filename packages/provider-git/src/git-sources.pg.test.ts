import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createOrchestrator, postgresLock } from '@data-import/core'
import { describe, expect, it } from 'vitest'
import { useGitImports } from './git-imports.fixture.js'
import * as provider from './index.js'
import { temporaryFolder, testRepository } from './test-repository.js'

const { configure, database, ledger, pass, reachable } = useGitImports()

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
    const failed = await database().db.importPartition.findMany({ where: { status: 'FAILED' } })
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
    const repositories = await database().db.repository.findMany({ orderBy: { name: 'asc' } })
    expect(repositories.map(({ name, removedAt }) => [name, removedAt])).toEqual([
      ['basket', null],
      ['billing', second.startedAt],
    ])
    expect(await database().db.commit.count()).toBe(2)
  })

  it('the same commit in two repositories is two rows and one person', async () => {
    const parent = temporaryFolder()
    const { commit, git, folder } = testRepository(join(parent, 'one'))
    commit('shared')
    git('clone', '--quiet', folder, join(parent, 'two'))
    await configure({ GIT_PATH: parent })
    await pass()
    expect(await reachable()).toEqual(['shared', 'shared'])
    expect(await database().db.contributor.count()).toBe(1)
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
    expect(await database().db.repository.findFirstOrThrow()).toMatchObject({ defaultBranch: 'trunk' })

    const { watermark } = await ledger('commit')
    rmSync(folder, { recursive: true })
    const third = await pass()
    expect(third.status).toBe('partial')
    expect(await ledger('repository')).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/^git could not list/),
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
    const lock = postgresLock({ connectionString: database().url })
    const orchestrator = createOrchestrator({
      db: database().db,
      providers: [provider],
      lock,
      onEvent: (event) => events.push(event),
    })
    const result = await orchestrator.run()
    const { db } = database()
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
