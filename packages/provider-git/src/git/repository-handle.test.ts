import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canary, collect, temporaryFolder, testRepository } from '../test-repository.js'
import { countedPages } from '../walk/counted-pages.js'
import { hasCommit } from './commit-objects.js'
import { readHead } from './head.js'
import { openRepository } from './repository-handle.js'

const signal = new AbortController().signal
const open = (folder: string) => openRepository(folder, process.env, signal)

describe('opening', () => {
  it('opens a worktree, a bare repository, a linked worktree and a folder whose name begins with "-"', async () => {
    const { folder, git, commit } = testRepository(join(temporaryFolder(), '-upload-pack=x'))
    const sha = commit('one')
    const parent = temporaryFolder()
    git('clone', '--quiet', '--bare', folder, join(parent, 'bare.git'))
    git('worktree', 'add', '--quiet', '--detach', join(parent, 'linked'))
    for (const path of [folder, join(parent, 'bare.git'), join(parent, 'linked')]) {
      expect(await hasCommit(await open(path), sha)).toBe(true)
    }
  })

  it('never looks at the folders above', async () => {
    const { folder, commit } = testRepository()
    commit('one', { 'inner/file': 'x' })
    await expect(open(join(folder, 'inner'))).rejects.toThrow(/is not a git repository/)
  })

  it('says so when the folder is no repository, or git takes it for none', async () => {
    const folder = temporaryFolder()
    await expect(open(folder)).rejects.toThrow(`${folder} is not a git repository: it has neither .git nor HEAD`)
    writeFileSync(join(folder, '.git'), 'nonsense')
    await expect(open(folder)).rejects.toThrow(/is not a git repository that git can read: .*invalid gitfile/)
  })

  it('asks to install git where there is none', async () => {
    const { folder } = testRepository()
    const environment = { ...process.env, PATH: temporaryFolder() }
    await expect(openRepository(folder, environment, signal)).rejects.toThrow(/install git/)
  })

  it('asks git once for what stays as it is, and still sees that the repository is gone', async () => {
    const { folder } = testRepository()
    const seen = await open(folder)
    const withoutGit = { ...process.env, PATH: temporaryFolder() }
    const again = await openRepository(folder, withoutGit, signal, undefined, seen)
    expect([again.commonDirectory, again.idLength]).toEqual([seen.commonDirectory, seen.idLength])
    rmSync(folder, { recursive: true })
    await expect(openRepository(folder, withoutGit, signal, undefined, seen)).rejects.toThrow(/is not a git repository/)
  })

  it('does not follow an inherited GIT_DIR', async () => {
    const { folder, commit } = testRepository()
    const sha = commit('one')
    const environment = { ...process.env, GIT_DIR: '/nonexistent', GIT_WORK_TREE: '/', GIT_OBJECT_DIRECTORY: '/none' }
    expect((await readHead(await openRepository(folder, environment, signal), 'HEAD')).sha).toBe(sha)
  })

  it.skipIf(process.getuid?.() === 0)('says that a folder may not be read (root may read all)', async () => {
    const { folder } = testRepository()
    chmodSync(folder, 0)
    await expect(open(folder)).rejects.toThrow(/may not read .*: give it permission/)
    chmodSync(folder, 0o700)
  })
})

describe('the head', () => {
  it('is that of HEAD, also detached, or of the configured branch, tag or commit', async () => {
    const { git, commit, open } = testRepository()
    const one = commit('one')
    git('tag', '-a', '-m', 'first', 'v1')
    git('branch', 'release/1')
    const two = commit('two')
    const repository = await open()
    expect(await readHead(repository, 'HEAD')).toEqual({ branch: 'main', sha: two })
    for (const name of ['v1', 'release/1', 'refs/heads/release/1', one]) {
      expect(await readHead(repository, name)).toMatchObject({ sha: one })
    }
    git('checkout', '--quiet', '--detach', one)
    expect(await readHead(repository, 'HEAD')).toEqual({ branch: null, sha: one })
  })

  it('is the branch where a tag has the same name', async () => {
    const { git, commit, open } = testRepository()
    commit('one')
    git('tag', 'twin')
    const two = commit('two')
    git('branch', 'twin')
    expect((await readHead(await open(), 'twin')).sha).toBe(two)
  })

  it('is none in an empty repository, or while the branch has no commits', async () => {
    const { git, commit, open } = testRepository()
    expect(await readHead(await open(), 'HEAD')).toEqual({
      branch: 'main',
      sha: null,
      emptyBecause: 'empty repository',
    })
    commit('one')
    git('symbolic-ref', 'HEAD', 'refs/heads/later')
    expect((await readHead(await open(), 'HEAD')).emptyBecause).toMatch(/HEAD names later.*set GIT_BRANCH/)
  })

  it('is an error that names the branch where there is no such branch', async () => {
    const { commit, open } = testRepository()
    commit('one')
    await expect(readHead(await open(), 'releases')).rejects.toThrow(
      /no branch, tag or commit releases: correct GIT_BRANCH/,
    )
  })
})

describe('a hostile repository', () => {
  const programs: [string, string[]][] = [
    ['core.fsmonitor', []],
    ['core.sshCommand', []],
    ['core.pager', []],
    ['core.askPass', []],
    ['core.editor', []],
    ['core.gitProxy', []],
    ['core.alternateRefsCommand', []],
    ['diff.external', []],
    ['diff.evil.command', []],
    ['diff.evil.textconv', []],
    ['filter.evil.clean', []],
    ['filter.evil.smudge', []],
    ['filter.evil.process', []],
    ['gpg.program', ['log.showSignature']],
    ['credential.helper', []],
    ['uploadpack.packObjectsHook', []],
    ['remote.origin.uploadpack', []],
    ['remote.origin.vcs', []],
    ['alias.rev-list', []],
    ['alias.diff-tree', []],
  ]

  it('runs none of the programs that its configuration, hooks and attributes name', async () => {
    const { folder, git, commit, open } = testRepository()
    const { program, trace } = canary(temporaryFolder())
    commit('one', { '.gitattributes': '* diff=evil filter=evil\n', 'file.txt': 'one\n' })
    const head = commit('two', { 'file.txt': 'two\n' })
    for (const [key, switches] of programs) {
      git('config', key, key.startsWith('alias') ? `!${program}` : program)
      for (const key of switches) git('config', key, 'true')
    }
    const included = join(temporaryFolder(), 'included')
    writeFileSync(included, `[core]\n\tfsmonitor = ${program}\n\thooksPath = ${join(folder, 'hooks')}\n`)
    git('config', 'include.path', included)
    mkdirSync(join(folder, 'hooks'))
    for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout', 'fsmonitor-watchman']) {
      symlinkSync(program, join(folder, 'hooks', hook))
    }
    const repository = await open()
    expect((await readHead(repository, 'HEAD')).sha).toBe(head)
    const options = { boundary: new Set<string>(), parallelism: 1 }
    const pages = await collect(countedPages(repository, { head, bases: [] }, options))
    expect(pages.flatMap(({ commits }) => commits).map(({ counts }) => counts)).toEqual([
      { linesAdded: 1, linesRemoved: 1, filesChanged: 1 },
      { linesAdded: 2, linesRemoved: 0, filesChanged: 2 },
    ])
    expect(existsSync(trace)).toBe(false)

    expect(() => git('log', '--patch', '--ext-diff')).toThrow()
    expect(existsSync(trace), 'an ordinary git runs them').toBe(true)
  })

  it('fetches nothing and runs nothing where objects are missing from a partial clone', async () => {
    const { git, commit, open, folder } = testRepository()
    const { program, trace } = canary(temporaryFolder())
    const head = commit('one', { file: 'one\n' })
    const blob = git('rev-parse', 'HEAD:file')
    git('config', 'core.repositoryFormatVersion', '1')
    git('config', 'extensions.partialClone', 'origin')
    git('config', 'remote.origin.promisor', 'true')
    git('config', 'remote.origin.url', `ext::${program}`)
    git('config', 'protocol.ext.allow', 'always')
    rmSync(join(folder, '.git', 'objects', blob.slice(0, 2), blob.slice(2)))
    const options = { boundary: new Set<string>(), parallelism: 1 }
    const [page] = await collect(countedPages(await open(), { head, bases: [] }, options))
    expect(page?.commits[0]?.counts).toHaveProperty('missing')
    expect(existsSync(trace)).toBe(false)
  })
})
