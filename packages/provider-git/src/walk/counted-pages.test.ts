import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CommitRange } from '../git/commit-stream.js'
import type { RepositoryHandle } from '../git/repository-handle.js'
import { readShallow } from '../git/shallow.js'
import { collect, temporaryFolder, testRepository } from '../test-repository.js'
import type { CountedCommit } from './count-run.js'
import { countedPages } from './counted-pages.js'

const nobody = new Set<string>()

async function countAll(repository: RepositoryHandle, range: CommitRange, boundary: ReadonlySet<string> = nobody) {
  const pages = await collect(countedPages(repository, range, { boundary, parallelism: 2 }))
  return pages.flatMap(({ commits }) => commits)
}

const countsOf = (commits: readonly CountedCommit[]) =>
  Object.fromEntries(commits.map(({ commit, counts }) => [commit.message, counts]))

/** Git processes that this process has started and that still run. */
function childGits(): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        const [, command, parent] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
        return command === 'git' && parent === String(process.pid)
      } catch {
        return false
      }
    })
}

it('counts as git log does: renames, binary files, odd names, mode changes, empty commits, merges by first parent', async () => {
  const { git, commit, write, open } = testRepository()
  const text = (lines: number, word: string) => Array.from({ length: lines }, (_, line) => `${word} ${line}\n`).join('')
  commit('root', { 'a.txt': text(50, 'a'), 'picture.bin': Buffer.from([0, 1, 2, 0]), 'new\nline\t.txt': 'x\n' })
  git('mv', 'a.txt', 'moved.txt')
  commit('rename', { 'moved.txt': `${text(50, 'a')}more\n` })
  commit('binary', { 'picture.bin': Buffer.from([0, 9, 9, 0, 7]), 'new\nline\t.txt': 'y\nz\n' })
  commit('empty')
  git('checkout', '--quiet', '-b', 'side')
  commit('side', { 'side.txt': text(7, 's') })
  git('checkout', '--quiet', 'main')
  commit('main', { 'main.txt': text(3, 'm') })
  git('merge', '--quiet', '--no-ff', '-m', 'merge', 'side')
  git('rm', '--quiet', 'side.txt')
  write('no-newline-at-end.txt', 'a\r\nb')
  const head = commit('delete')

  const commits = await countAll(await open(), { head, bases: [] })
  expect(countsOf(commits)).toMatchObject({
    root: { linesAdded: 51, linesRemoved: 0, filesChanged: 3 },
    rename: { linesAdded: 1, linesRemoved: 0, filesChanged: 1 },
    binary: { linesAdded: 2, linesRemoved: 1, filesChanged: 2 },
    empty: { linesAdded: 0, linesRemoved: 0, filesChanged: 0 },
    merge: { linesAdded: 7, linesRemoved: 0, filesChanged: 1 },
    delete: { linesAdded: 2, linesRemoved: 7, filesChanged: 2 },
  })
  const log = git('log', '--no-merges', '--numstat', '-z', '--format=').split('\0')
  const numbers = log.flatMap((record) => [...record.matchAll(/^\n?(\d+|-)\t(\d+|-)\t/g)])
  const sum = (index: number) => numbers.reduce((total, match) => total + (Number(match[index]) || 0), 0)
  const ours = commits.filter(({ commit }) => commit.parents.length < 2).map(({ counts }) => counts)
  const total = (field: 'linesAdded' | 'linesRemoved' | 'filesChanged') =>
    ours.reduce(
      (all, counts) => all + (counts && field in counts ? (counts as Record<typeof field, number>)[field] : 0),
      0,
    )
  expect([total('linesAdded'), total('linesRemoved'), total('filesChanged')]).toEqual([sum(1), sum(2), numbers.length])
})

it('reads a SHA-256 repository', async () => {
  const { commit, open } = testRepository(temporaryFolder(), '--object-format=sha256')
  commit('one', { file: '1\n' })
  const head = commit('two', { file: '1\n2\n' })
  expect(head).toHaveLength(64)
  const commits = await countAll(await open(), { head, bases: [] })
  expect(commits.map(({ commit, counts }) => [commit.parents.length, counts])).toEqual([
    [1, { linesAdded: 1, linesRemoved: 0, filesChanged: 1 }],
    [0, { linesAdded: 1, linesRemoved: 0, filesChanged: 1 }],
  ])
})

it('reads commits that no git would make: no people, NUL in the message, 10 MB of message', async () => {
  const { commitObject, open, git } = testRepository()
  const tree = git('write-tree')
  const bare = commitObject(Buffer.from(`tree ${tree}\nauthor x <> 1 +0000\ncommitter x <> 1 +0000\n\na\0b\n`))
  const people = 'author A <a@b> 99999999999999999 +0000\ncommitter A <a@b> -5 +0000'
  const long = 'm'.repeat(10 * 1024 * 1024)
  const head = commitObject(Buffer.from(`tree ${tree}\nparent ${bare}\n${people}\n\n${long}\n`))
  const pages = await collect(
    countedPages(await open(), { head, bases: [] }, { boundary: nobody, parallelism: 2, bytesPerPage: 1024 * 1024 }),
  )
  expect(pages.map(({ done, last }) => [done, last])).toEqual([
    [1, head],
    [2, bare],
  ])
  const [first, second] = pages.flatMap(({ commits }) => commits)
  expect(first?.commit.message.length).toBe(long.length)
  expect(first?.commit).toMatchObject({ author: { at: null }, committer: { at: new Date(-5000) } })
  expect(second?.commit).toMatchObject({ message: 'a\0b', author: { name: 'x', email: '' } })
})

it('does not know the lines of commits where a shallow clone is cut', async () => {
  const origin = testRepository()
  for (const number of [1, 2, 3]) origin.commit(`commit ${number}`, { file: `${'line\n'.repeat(number)}` })
  const { folder } = origin
  const clone = testRepository(temporaryFolder())
  clone.git('fetch', '--quiet', '--depth=2', `file://${folder}`, 'main')
  clone.git('reset', '--quiet', '--hard', 'FETCH_HEAD')
  const repository = await clone.open()
  const { boundary, fingerprint } = await readShallow(repository)
  const commits = await countAll(repository, { head: clone.git('rev-parse', 'HEAD'), bases: [] }, boundary)
  expect(countsOf(commits)).toEqual({
    'commit 3': { linesAdded: 1, linesRemoved: 0, filesChanged: 1 },
    'commit 2': null,
  })
  clone.git('fetch', '--quiet', '--unshallow', `file://${folder}`, 'main')
  expect(fingerprint).not.toBeNull()
  expect(await readShallow(repository)).toEqual({ fingerprint: null, boundary: new Set() })
})

function withLostObject(revision: string) {
  const repository = testRepository()
  const { git, commit, folder } = repository
  commit('1', { file: '1\n' })
  commit('2', { file: '1\n2\n', other: 'x\n' })
  const lost = git('rev-parse', revision)
  commit('3', { file: '1\n2\n3\n' })
  commit('4', { other: 'y\n' })
  const head = commit('5', { other: 'z\n' })
  const path = join(folder, '.git', 'objects', lost.slice(0, 2), lost.slice(2))
  const back = readFileSync(path)
  rmSync(path)
  return { ...repository, head, lost, repair: () => writeFileSync(path, back) }
}

it('leaves out the lines of just the commits whose files a partial clone lacks', async () => {
  const { git, open, head, lost } = withLostObject('HEAD:file')
  git('config', 'extensions.partialClone', 'origin')
  git('config', 'core.repositoryFormatVersion', '1')
  git('config', 'remote.origin.promisor', 'true')
  git('config', 'remote.origin.url', 'https://127.0.0.1:9/x.git')
  const counts = countsOf(await countAll(await open(), { head, bases: [] }))
  expect(
    Object.entries(counts)
      .filter(([, count]) => count && 'missing' in count)
      .map(([message]) => message),
  ).toEqual(['2', '3'])
  expect(counts['2']).toEqual({ missing: expect.stringContaining(lost) })
  expect(counts['5']).toEqual({ linesAdded: 1, linesRemoved: 1, filesChanged: 1 })
})

it.each([
  ['a file', 'HEAD:file'],
  ['a tree', 'HEAD^{tree}'],
])(
  'fails at the page whose commits lack %s that nobody left out, and reads on once it is repaired',
  async (_, revision) => {
    const { open, head, lost, repair } = withLostObject(revision)
    const repository = await open()
    const options = { boundary: nobody, parallelism: 1, bytesPerPage: 1 }
    const read: string[] = []
    const walk = async () => {
      for await (const { commits } of countedPages(repository, { head, bases: [] }, options)) {
        read.push(...commits.map(({ commit }) => commit.message))
      }
    }
    await expect(walk()).rejects.toMatchObject({
      recovery: 'configure',
      message: expect.stringMatching(new RegExp(`could not compare the commit \\w+ of .*${lost}.* Run "git fsck"`)),
    })
    expect(read).toEqual(['5', '4'])
    repair()
    read.length = 0
    await walk()
    expect(read).toEqual(['5', '4', '3', '2', '1'])
  },
)

it('continues after a position, and notices a list in which it no longer fits', async () => {
  const { commit, open } = testRepository()
  const shas = [1, 2, 3, 4, 5].map((number) => commit(String(number)))
  const [, , third, , head] = shas as [string, string, string, string, string]
  const repository = await open()
  const rest = await countAll(repository, { head, bases: [], after: { count: 3, last: third } })
  expect(rest.map(({ commit }) => commit.message)).toEqual(['2', '1'])
  const reversed = await countAll(repository, {
    head,
    bases: [],
    isOldestFirst: true,
    after: { count: 3, last: third },
  })
  expect(reversed.map(({ commit }) => commit.message)).toEqual(['4', '5'])
  await expect(countAll(repository, { head, bases: [], after: { count: 2, last: third } })).rejects.toThrow()
  await expect(countAll(repository, { head, bases: [], after: { count: 9, last: third } })).rejects.toThrow()
})

it('says so when a commit of the history is missing', async () => {
  const { commit, open, folder } = testRepository()
  const one = commit('one')
  const head = commit('two')
  rmSync(join(folder, '.git', 'objects', one.slice(0, 2), one.slice(2)))
  await expect(countAll(await open(), { head, bases: [] })).rejects.toThrow(/Run "git fsck"/)
})

it.runIf(process.platform === 'linux')('leaves no process behind when it is abandoned or aborted', async () => {
  const { commit, open } = testRepository()
  let head = ''
  for (let number = 0; number < 12; number++) head = commit(String(number), { file: `${number}\n` })
  const controller = new AbortController()
  const repository = await open(controller.signal)
  const options = { boundary: nobody, parallelism: 2, bytesPerPage: 1 }
  for await (const page of countedPages(repository, { head, bases: [] }, options)) {
    expect(page.done).toBe(1)
    expect(childGits().length).toBeGreaterThan(0)
    break
  }
  expect(childGits()).toEqual([])

  const aborted = (async () => {
    for await (const _ of countedPages(repository, { head, bases: [] }, options)) controller.abort(new Error('enough'))
  })()
  await expect(aborted).rejects.toThrow('enough')
  expect(childGits()).toEqual([])
})
