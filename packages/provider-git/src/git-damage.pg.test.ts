import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { useGitImports } from './git-imports.fixture.js'
import { temporaryFolder, testRepository } from './test-repository.js'

const { configure, database, ledger, pass, reachable } = useGitImports()

it('a repository that never answers, and one whose branch is damaged, fail alone', async () => {
  const parent = temporaryFolder()
  testRepository(join(parent, 'well')).commit('well')
  testRepository(join(parent, 'hanging')).commit('hanging')
  rmSync(join(parent, 'hanging/.git/HEAD'))
  execFileSync('mkfifo', [join(parent, 'hanging/.git/HEAD')])
  testRepository(join(parent, 'damaged')).commit('damaged')
  writeFileSync(join(parent, 'damaged/.git/refs/heads/main'), '')
  await configure({ GIT_PATH: parent, GIT_TIMEOUT_SECONDS: '3' })
  expect(await pass()).toMatchObject({ status: 'partial' })
  expect(await reachable()).toEqual(['well'])
  const partitions = await database().db.importPartition.findMany({
    where: { scriptName: 'repository' },
    orderBy: { name: 'asc' },
  })
  expect(partitions.map(({ name, status, reason }) => [name, status, reason])).toEqual([
    ['damaged', 'FAILED', expect.stringMatching(/git could not read HEAD of .*Run "git fsck" there/)],
    ['hanging', 'FAILED', expect.stringMatching(/no sign of life for 3 seconds/)],
    ['well', 'COMPLETE', null],
  ])
})

it('follows a server whose HEAD is a commit, and says when all of it is gone', async () => {
  const { folder, commit, git } = testRepository()
  commit('one')
  git('checkout', '--quiet', '--detach')
  await configure({ GIT_URL: `file://${folder}`, GIT_CLONE_DIRECTORY: temporaryFolder() })
  await pass()
  commit('two')
  git('branch', '-D', 'main')
  expect(await pass()).toMatchObject({ status: 'completed' })
  expect(await reachable()).toEqual(['one', 'two'])

  git('symbolic-ref', 'HEAD', 'refs/heads/main')
  expect(await pass()).toMatchObject({ status: 'partial' })
  expect(await ledger('commit')).toMatchObject({
    status: 'UNAVAILABLE',
    reason: expect.stringMatching(/Nothing is there any more of HEAD, which was at \w+ \(empty repository\)/),
  })
  expect(await reachable()).toEqual(['one', 'two'])
})

it('makes a clone again in the pass after a walk found it to be damaged', async () => {
  const { folder, commit } = testRepository()
  commit('one')
  commit('two')
  const clones = temporaryFolder()
  await configure({ GIT_URL: `file://${folder}`, GIT_CLONE_DIRECTORY: clones })
  await pass()
  await database().db.importPartition.deleteMany({ where: { scriptName: { not: 'repository' } } })
  await database().db.commit.deleteMany()
  const [clone] = readdirSync(clones)
  const inClone = (...commandLine: string[]) =>
    execFileSync('git', ['-C', join(clones, String(clone)), ...commandLine], { stdio: 'pipe' })
      .toString()
      .trim()
  const first = inClone('rev-parse', 'HEAD~1')
  const pack = readdirSync(join(clones, String(clone), 'objects/pack')).find((name) => name.endsWith('.pack'))
  if (pack) {
    const moved = join(temporaryFolder(), pack)
    execFileSync('mv', [join(clones, String(clone), 'objects/pack', pack), moved])
    rmSync(join(clones, String(clone), 'objects/pack', pack.replace('.pack', '.idx')))
    execFileSync('sh', ['-c', `git -C '${join(clones, String(clone))}' unpack-objects -q < '${moved}'`])
  }
  rmSync(join(clones, String(clone), 'objects', first.slice(0, 2), first.slice(2)))
  expect(await pass()).toMatchObject({ status: 'partial' })
  expect((await ledger('commit')).reason).toMatch(
    /The clone of .* is damaged, and the next pass makes it again: git could not/,
  )
  expect(await pass()).toMatchObject({ status: 'completed' })
  expect(await reachable()).toEqual(['one', 'two'])
})
