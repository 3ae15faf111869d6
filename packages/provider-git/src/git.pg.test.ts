import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createOrchestrator, postgresLock } from '@data-import/core'
import { describe, expect, it } from 'vitest'
import { useGitImports } from './git-imports.fixture.js'
import * as provider from './index.js'
import { testRepository } from './test-repository.js'

const { commits, configure, database, ledger, pass, reachable } = useGitImports()

describe('a local repository', () => {
  it('is imported with its people and commits, and then only what is new', async () => {
    const { folder, commit, git } = testRepository()
    commit('one', { file: '1\n' })
    const two = commit('two\n\nwith a body', { file: '1\n2\n' })
    git('remote', 'add', 'origin', 'https://ada:s3cret@git.acme.example/shop/basket.git')
    await configure({ GIT_PATH: folder })
    expect(await pass()).toMatchObject({ status: 'completed' })

    const repository = await database().db.repository.findFirstOrThrow()
    expect(repository).toMatchObject({
      externalId: `path:${folder}`,
      provider: 'GIT',
      fullName: folder,
      url: 'https://git.acme.example/shop/basket.git',
      remoteKey: 'git.acme.example/shop/basket',
      defaultBranch: 'main',
      headSha: two,
    })
    const contributor = await database().db.contributor.findFirstOrThrow()
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
    const people = await database().db.contributor.findMany({ orderBy: { externalId: 'asc' } })
    expect(people.map(({ externalId }) => externalId)).toEqual(['email:c@acme.example', 'name:Grüße'])
    expect(await database().db.importLog.findMany({ where: { recordId: sha } })).toMatchObject([{ level: 'WARN' }])
  })

  it('is skipped while it is empty, and fails when its history has gone', async () => {
    const { folder, commit, git } = testRepository()
    await configure({ GIT_PATH: folder })
    expect(await pass()).toMatchObject({ status: 'completed' })
    expect(await ledger('commit')).toMatchObject({ status: 'SKIPPED', reason: 'empty repository' })
    expect(await database().db.repository.findFirstOrThrow()).toMatchObject({ headSha: null })
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
    const lock = postgresLock({ connectionString: database().url })
    const orchestrator = createOrchestrator({
      db: database().db,
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

  it('has commits of a partial clone without counts noted until a backfill has filled them in', async () => {
    const { folder, commit, git } = testRepository()
    commit('one', { file: '1\n' })
    git('config', 'extensions.partialClone', 'origin')
    git('config', 'core.repositoryFormatVersion', '1')
    git('config', 'remote.origin.promisor', 'true')
    git('config', 'remote.origin.url', 'https://127.0.0.1:9/x.git')
    loseFile(folder, git('rev-parse', 'HEAD:file'))
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

  it('fails where a file is lost that nobody left out, and is complete in the pass after its repair', async () => {
    const { folder, commit, git } = testRepository()
    commit('one', { file: '1\n' })
    commit('two', { other: '2\n' })
    loseFile(folder, git('rev-parse', 'HEAD:file'))
    await configure({ GIT_PATH: folder })
    expect(await pass()).toMatchObject({ status: 'partial' })
    expect(await ledger('commit')).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/could not compare the commit \w+ of .* with its parent: .*Run "git fsck" there/),
    })
    git('hash-object', '-w', 'file')
    expect(await pass()).toMatchObject({ status: 'completed' })
    expect((await commits()).map(({ message, linesAdded }) => [message, linesAdded])).toEqual([
      ['one', 1],
      ['two', 1],
    ])
  })
})

function loseFile(folder: string, blob: string): void {
  rmSync(join(folder, '.git', 'objects', blob.slice(0, 2), blob.slice(2)))
}

it('says what to set when nothing is configured', async () => {
  await configure({})
  const [repository] = (await pass()).runs
  expect(repository?.errorMessage).toMatch(/GIT_PATH.*GIT_URL/)
})
