import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readHead } from '../git/head.js'
import { parseRemoteAddress } from '../git/remote-address.js'
import { openRepository } from '../git/repository-handle.js'
import { temporaryFolder, testRepository } from '../test-repository.js'
import { cloneFolder, updateClone } from './clone.js'
import { markDamaged } from './clone-upkeep.js'
import { parseRemoteRefs } from './remote-refs.js'

const signal = new AbortController().signal

/** A server's repository, and its clone as a pass brings it up to date. */
function cloned() {
  const server = testRepository()
  const one = server.commit('one')
  const options = {
    address: parseRemoteAddress(`file://${server.folder}`),
    dataSourceId: 'one',
    cloneDirectory: temporaryFolder(),
    environment: process.env,
    signal,
  }
  const clone = cloneFolder(options)
  const head = async (branch = 'HEAD') => {
    await updateClone(options)
    return readHead({ ...(await openRepository(clone, process.env, signal)), isClone: true }, branch)
  }
  const follows = async (branch: string | null, message: string) => {
    const sha = server.commit(message)
    expect(await head()).toEqual({ branch, sha })
  }
  return { server, one, options, clone, head, follows }
}

describe('a clone follows', () => {
  it('a HEAD that is a commit without a branch, and moves on', async () => {
    const { server, one, head, follows } = cloned()
    server.git('checkout', '--quiet', '--detach')
    expect(await head()).toEqual({ branch: null, sha: one })
    await follows(null, 'two')
    server.git('branch', '-D', 'main')
    await follows(null, 'three')
    server.git('checkout', '--quiet', '-b', 'trunk')
    await follows('trunk', 'four')
  })

  it('a server whose branches are deleted, whose HEAD leads nowhere, and which has them again', async () => {
    const { server, one, head } = cloned()
    expect(await head()).toMatchObject({ sha: one })
    server.git('update-ref', '-d', 'refs/heads/main')
    expect(await head()).toMatchObject({ sha: null, emptyBecause: 'empty repository' })
    server.git('update-ref', 'refs/heads/other', one)
    expect(await head()).toMatchObject({ branch: null, sha: null, isElsewhere: true })
    expect(await head('other')).toMatchObject({ sha: one })
    server.git('update-ref', 'refs/heads/main', one)
    expect(await head()).toEqual({ branch: 'main', sha: one })
  })

  it('a branch in the place of a folder of branches, a forced update, a moved and a deleted tag', async () => {
    const { server, one, head, clone } = cloned()
    server.git('branch', 'a')
    server.git('tag', 'moving')
    server.git('tag', 'going')
    const two = server.commit('two')
    expect(await head('a')).toMatchObject({ sha: one })
    server.git('branch', '-D', 'a')
    server.git('branch', 'a/b')
    server.git('tag', '--force', 'moving')
    server.git('tag', '-d', 'going')
    server.git('reset', '--quiet', '--hard', one)
    const forced = server.commit('forced')
    expect(await head('a/b')).toMatchObject({ sha: two })
    expect(await head('moving')).toMatchObject({ sha: two })
    expect(await head()).toMatchObject({ sha: forced })
    await expect(head('going')).rejects.toThrow(/no branch, tag or commit going/)
    server.git('branch', '-D', 'a/b')
    server.git('branch', 'a')
    expect(await head('a')).toMatchObject({ sha: forced })
    expect(existsSync(`${clone}.former`)).toBe(false)
  })
})

function replacedByFile(clone: string) {
  rmSync(clone, { recursive: true })
  writeFileSync(clone, '')
}

it('a fetch that ends well and brings nothing is not believed: the clone is made again', async () => {
  const { server, options, head } = cloned()
  await head()
  const two = server.commit('two')
  const folder = temporaryFolder()
  const git = execFileSync('which', ['git'], { encoding: 'utf8' }).trim()
  const words = `for word in "$@"; do [ "$word" = fetch ] && exit 0; done`
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${words}\nexec ${git} "$@"\n`, { mode: 0o755 })
  options.environment = { ...process.env, PATH: `${folder}:${process.env.PATH}` }
  expect(await head()).toEqual({ branch: 'main', sha: two })
})

describe('a clone heals', () => {
  it('from locks and half packs that a killed git left', async () => {
    const { head, clone, follows } = cloned()
    await head()
    for (const left of ['packed-refs', 'refs/heads/main', 'config', 'shallow', 'HEAD', 'objects/info/commit-graph']) {
      writeFileSync(join(clone, `${left}.lock`), '')
    }
    writeFileSync(join(clone, 'objects/pack/tmp_pack_x1y2z3'), 'half')
    writeFileSync(join(clone, 'kept'), '')
    expect(await head()).toMatchObject({ branch: 'main' })
    await follows('main', 'two')
    expect(readdirSync(clone, { recursive: true }).filter((name) => /\.lock$|tmp_/.test(String(name)))).toEqual([])
    expect(existsSync(join(clone, 'kept')), 'without being made again').toBe(true)
  })

  it.each([
    ['HEAD is empty', (clone: string) => writeFileSync(join(clone, 'HEAD'), '')],
    ['its configuration is garbage', (clone: string) => writeFileSync(join(clone, 'config'), '[[[')],
    ['its packed branches are garbage', (clone: string) => writeFileSync(join(clone, 'packed-refs'), 'zzz main\n')],
    ['a branch is empty', (clone: string) => writeFileSync(join(clone, 'refs/heads/main'), '')],
    ['its objects are gone', (clone: string) => rmSync(join(clone, 'objects'), { recursive: true })],
    ['it is a file', replacedByFile],
    ['a walk has found damage', (clone: string) => markDamaged(clone)],
  ])('being made again when %s', async (_, damage) => {
    const { one, head, clone, options, follows } = cloned()
    await head()
    await damage(clone)
    expect(await head()).toEqual({ branch: 'main', sha: one })
    await follows('main', 'two')
    expect(readdirSync(options.cloneDirectory)).toHaveLength(1)
  })

  it('being made again when the objects before its branches are gone, and a fetch builds upon them', async () => {
    const { server, head, clone } = cloned()
    await head()
    server.git('checkout', '--quiet', '-b', 'side')
    const two = server.commit('two')
    for (const name of readdirSync(join(clone, 'objects/pack'))) rmSync(join(clone, 'objects/pack', name))
    for (const name of readdirSync(join(clone, 'objects'))) {
      if (name.length === 2) rmSync(join(clone, 'objects', name), { recursive: true })
    }
    expect(await head()).toEqual({ branch: 'side', sha: two })
  })

  it('after a crash in the middle of an exchange', async () => {
    const { one, head, clone, options } = cloned()
    await head()
    writeFileSync(`${clone}.former`, 'old')
    writeFileSync(`${clone}.partial`, 'half')
    rmSync(clone, { recursive: true })
    expect(await head()).toEqual({ branch: 'main', sha: one })
    expect(readdirSync(options.cloneDirectory)).toHaveLength(1)
  })
})

it('reads what a server lists: HEAD by name or as a commit, no peeled tags, no names that git refuses', () => {
  const [a, b] = ['a'.repeat(40), 'b'.repeat(40)]
  const list = [
    `ref: refs/heads/main\tHEAD`,
    `${a}\tHEAD`,
    `${a}\trefs/heads/main`,
    `${a}\trefs/heads/x.lock`,
    `${b}\trefs/pull/1/head`,
    `${b}\trefs/tags/v1`,
    `${a}\trefs/tags/v1^{}`,
  ]
  expect(parseRemoteRefs(list.join('\n'))).toEqual({
    refs: new Map([
      ['refs/heads/main', a],
      ['refs/tags/v1', b],
    ]),
    headRef: 'refs/heads/main',
    headSha: a,
    isEmpty: false,
  })
  expect(parseRemoteRefs(`${b}\trefs/pull/1/head\n`)).toMatchObject({ headSha: null, isEmpty: false })
  expect(parseRemoteRefs('')).toMatchObject({ headRef: null, isEmpty: true })
})
