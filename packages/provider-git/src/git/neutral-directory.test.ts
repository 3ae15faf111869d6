import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { temporaryFolder, testRepository } from '../test-repository.js'
import { createLineCounter } from './line-counter.js'
import { neutralDirectory } from './neutral-directory.js'
import { openRepository } from './repository-handle.js'

const signal = new AbortController().signal

async function countsOf(folder: string, sha: string) {
  const counter = createLineCounter(await openRepository(folder, process.env, signal))
  try {
    return (await counter.count([{ sha, firstParent: undefined }]))[0]
  } finally {
    await counter.stop()
  }
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}\n`).join('')

describe('a commit has one set of counts wherever it is read', () => {
  function basket() {
    const repository = testRepository()
    const attributes = '*.lock -diff\n*.svg binary\n'
    const sha = repository.commit('one', {
      '.gitattributes': attributes,
      'pnpm.lock': lines(100),
      'logo.svg': lines(10),
      'main.c': lines(7),
    })
    return { ...repository, sha, all: { linesAdded: 2 + 100 + 10 + 7, linesRemoved: 0, filesChanged: 4 } }
  }

  it('in a working tree as in a clone without one', async () => {
    const { folder, git, sha, all } = basket()
    const bare = join(temporaryFolder(), 'basket.git')
    git('clone', '--quiet', '--bare', folder, bare)
    expect(await countsOf(folder, sha)).toMatchObject(all)
    expect(await countsOf(bare, sha)).toMatchObject(all)
  })

  it('whatever attributes are in the working tree now, or beside the objects', async () => {
    const { folder, write, sha, all } = basket()
    write('.gitattributes', '* -diff\n')
    expect(await countsOf(folder, sha)).toMatchObject(all)
    mkdirSync(join(folder, '.git/info'), { recursive: true })
    writeFileSync(join(folder, '.git/info/attributes'), '* binary\n')
    expect(await countsOf(folder, sha)).toMatchObject(all)
  })

  it.each([
    ['core.bigFileThreshold', '10'],
    ['core.attributesFile', '.gitattributes'],
    ['diff.renameLimit', '1'],
    ['diff.suppressBlankEmpty', 'true'],
    ['diff.ignoreSubmodules', 'all'],
    ['core.worktree', '/'],
    ['attr.tree', 'HEAD'],
  ])('whatever the repository sets (%s)', async (name, value) => {
    const { folder, git, sha, all } = basket()
    git('config', name, value)
    expect(await countsOf(folder, sha)).toMatchObject(all)
  })

  it('in a repository whose objects have longer names', async () => {
    const repository = testRepository(temporaryFolder(), '--object-format=sha256')
    const sha = repository.commit('one', { '.gitattributes': '* -diff\n', 'main.c': lines(7) })
    expect(await countsOf(repository.folder, sha)).toMatchObject({ linesAdded: 8, filesChanged: 2 })
  })

  it('in a linked working tree, and in a shallow clone', async () => {
    const { folder, git, commit, sha, all } = basket()
    const linked = join(temporaryFolder(), 'linked')
    git('worktree', 'add', '--quiet', '--detach', linked, sha)
    expect(await countsOf(linked, sha)).toMatchObject(all)
    const second = commit('two', { 'pnpm.lock': lines(101) })
    const shallow = join(temporaryFolder(), 'shallow')
    git('clone', '--quiet', '--depth=1', `file://${folder}`, shallow)
    expect(await countsOf(shallow, second)).toMatchObject({ linesAdded: 2 + 101 + 10 + 7 })
  })
})

describe('the folder that says nothing', () => {
  let temporary = ''
  beforeEach(() => {
    temporary = temporaryFolder()
    vi.stubEnv('TMPDIR', temporary)
  })
  afterEach(() => vi.unstubAllEnvs())

  it('is made once, for this user alone, and made whole again', async () => {
    const directory = await neutralDirectory('sha1')
    writeFileSync(join(directory, 'config'), '[core]\n')
    expect(await neutralDirectory('sha1')).toBe(directory)
    expect(readFileSync(join(directory, 'config'), 'utf8')).toContain('bare = true')
    expect(readdirSync(temporary)).toHaveLength(1)
  })

  it('is cleared of what a killed process left there, and not of what another one writes just now', async () => {
    const directory = await neutralDirectory('sha1')
    for (const name of ['new-killed', 'new-working']) {
      mkdirSync(join(directory, name))
      writeFileSync(join(directory, name, 'HEAD'), '')
    }
    const anHourAgo = new Date(Date.now() - 3_600_000)
    utimesSync(join(directory, 'new-killed'), anHourAgo, anHourAgo)
    expect(await neutralDirectory('sha1')).toBe(directory)
    expect(readdirSync(directory).toSorted()).toEqual(['HEAD', 'config', 'new-working', 'objects', 'refs'])
  })

  it('is another one where others may write into it, or have put a link there', async () => {
    const directory = await neutralDirectory('sha1')
    chmodSync(directory, 0o777)
    const other = await neutralDirectory('sha1')
    expect(other).not.toBe(directory)
    symlinkSync(directory, `${directory.replace('sha1', 'sha256')}`)
    expect(await neutralDirectory('sha256')).not.toBe(directory.replace('sha1', 'sha256'))
  })

  it('says what to do where there is no folder for temporary files', async () => {
    vi.stubEnv('TMPDIR', join(temporaryFolder(), 'gone'))
    await expect(neutralDirectory('sha1')).rejects.toThrow(/gone can't be used \(ENOENT\): create it/)
  })
})
