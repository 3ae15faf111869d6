import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { useGitImports } from './git-imports.fixture.js'
import { type TestRepository, testRepository } from './test-repository.js'

const { database, configure, pass, commits, reachable, ledger } = useGitImports()

const lines = (count: number, word: string) => Array.from({ length: count }, (_, line) => `${word} ${line}\n`).join('')

/** A history with everything that a list of files can have in it. */
function oddHistory(): TestRepository {
  const repository = testRepository()
  const { commit, git, write } = repository
  commit('root', { 'a.txt': lines(50, 'a'), 'picture.bin': Buffer.from([0, 1, 2, 0]), 'new\nline\t"\\.txt': 'x\n' })
  git('mv', 'a.txt', 'moved.txt')
  commit('rename', { 'moved.txt': `${lines(50, 'a')}more\n` })
  commit('binary', { 'picture.bin': Buffer.from([0, 9, 9, 0, 7]), 'new\nline\t"\\.txt': 'y\nz\n' })
  commit('empty')
  git('checkout', '--quiet', '-b', 'side')
  commit('side', { 'side.txt': lines(7, 's'), 'größe/名前.txt': 'x\n' })
  git('checkout', '--quiet', 'main')
  commit('main', { 'main.txt': lines(3, 'm') })
  git('merge', '--quiet', '--no-ff', '-m', 'merge', 'side')
  git('rm', '--quiet', 'side.txt')
  write('many/0', 'x\n')
  for (let number = 1; number < 60; number++) write(`many/${number}`, `${lines(20, `file ${number}`)}`)
  commit('many')
  git('mv', 'many', 'more')
  commit('moved folder')
  return repository
}

/** What `git log` says, a line a file. */
function filesOfGit({ git }: TestRepository): string[] {
  const format = ['--numstat', '-M', '-l1000', '--diff-merges=first-parent', '-z', '--format=%x01%H']
  const files: string[] = []
  for (const commit of git('log', ...format)
    .split('\u0001')
    .slice(1)) {
    const [sha, ...records] = commit.split('\0')
    while (records.length > 0) {
      const [, added, removed, path] = /^\n?(\d+|-)\t(\d+|-)\t([\s\S]*)$/.exec(records.shift() ?? '') ?? []
      if (path === undefined) continue
      const [from, to] = path === '' ? [records.shift(), records.shift()] : ['', path]
      files.push([sha, added, removed, from, to].join(' '))
    }
  }
  return files.sort()
}

async function storedFiles(): Promise<string[]> {
  const files = await database().db.commitFile.findMany({ include: { commit: true } })
  return files
    .map(({ commit, linesAdded, linesRemoved, renamedFrom, path }) =>
      [commit.sha, linesAdded ?? '-', linesRemoved ?? '-', renamedFrom ?? '', path].join(' '),
    )
    .sort()
}

it('the files of commits are those of git log, one by one, and as many as each commit counts', async () => {
  const repository = oddHistory()
  await configure({ GIT_PATH: repository.folder, GIT_FILES: 'true' })
  const { runs } = await pass()
  const expected = filesOfGit(repository)
  expect(expected.length).toBeGreaterThan(120)
  expect(await storedFiles()).toEqual(expected)
  const counted = await database().db.commit.findMany({ include: { _count: { select: { files: true } } } })
  for (const { message, filesChanged, _count } of counted) expect(_count.files, message).toBe(filesChanged)
  // Files come with their commits: what a run says to have imported are commits.
  expect(runs.find(({ resource }) => resource === 'commit')?.recordsImported).toBe(counted.length)
})

it('are left out unless they are asked for, and read of all commits once they are', async () => {
  const repository = oddHistory()
  await configure({ GIT_PATH: repository.folder })
  await pass()
  expect(await storedFiles()).toEqual([])
  const { id } = await database().db.dataSource.findFirstOrThrow()
  const setting = { dataSourceId: id, key: 'GIT_FILES' }
  await database().db.dataSourceConfig.create({ data: { ...setting, value: 'TRUE' } })
  repository.commit('later', { 'later.txt': 'x\n' })
  await pass()
  expect(await storedFiles()).toEqual(filesOfGit(repository))
  expect((await ledger('commit')).state).toMatchObject({ hasFiles: true })
  // What is imported without them leaves a gap, which is closed when they are asked for again.
  await database().db.dataSourceConfig.updateMany({ where: setting, data: { value: 'false' } })
  repository.commit('without', { 'without.txt': 'x\n' })
  await pass()
  await database().db.dataSourceConfig.updateMany({ where: setting, data: { value: 'true' } })
  await pass()
  expect(await storedFiles()).toEqual(filesOfGit(repository))
})

it('stay with a commit that has fallen out of the history, which is marked', async () => {
  const repository = testRepository()
  repository.commit('kept', { 'kept.txt': 'x\n' })
  repository.commit('lost', { 'lost.txt': 'x\n' })
  await configure({ GIT_PATH: repository.folder, GIT_FILES: 'true' })
  await pass()
  repository.git('reset', '--quiet', '--hard', 'HEAD~1')
  repository.commit('instead', { 'instead.txt': 'x\n' })
  await pass()
  expect(await reachable()).toEqual(['kept', 'instead'])
  expect((await commits()).length).toBe(3)
  const files = await database().db.commitFile.findMany({ include: { commit: true }, orderBy: { path: 'asc' } })
  expect(files.map(({ path, commit }) => [path, commit.unreachableAt !== null])).toEqual([
    ['instead.txt', false],
    ['kept.txt', false],
    ['lost.txt', true],
  ])
})

it('a commit of more files than one transaction takes has them all', async () => {
  const repository = testRepository()
  for (let number = 0; number < 10_001; number++) repository.write(`${number % 100}/${number}`, `${number}\n`)
  repository.commit('many')
  await configure({ GIT_PATH: repository.folder, GIT_FILES: 'true' })
  await pass()
  expect(await database().db.commitFile.count()).toBe(10_001)
  expect(await ledger('commit')).toMatchObject({ status: 'COMPLETE' })
})

it('two paths that are no UTF-8 are two files, though they look alike', async () => {
  const { folder, commit } = testRepository()
  for (const byte of [0xe8, 0xe9])
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([byte])]), 'x')
  commit('latin')
  await configure({ GIT_PATH: folder, GIT_FILES: 'true' })
  await pass()
  const files = await database().db.commitFile.findMany()
  expect(files.map(({ path }) => path)).toEqual(['caf\uFFFD', 'caf\uFFFD'])
})

it('refuses a value that is neither true nor false', async () => {
  await configure({ GIT_PATH: testRepository().folder, GIT_FILES: 'yes' })
  const { runs } = await pass()
  expect(runs.map(({ errorMessage }) => errorMessage).join()).toContain('GIT_FILES takes true or false')
})
