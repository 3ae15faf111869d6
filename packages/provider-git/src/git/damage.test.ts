import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { collect, temporaryFolder, testRepository } from '../test-repository.js'
import { countedPages } from '../walk/counted-pages.js'
import { hasCommit, isPartialClone } from './commit-objects.js'
import { commitStream } from './commit-stream.js'
import { gitFailure, isOfThisDisk } from './git-failure.js'
import { gitOutput } from './git-output.js'
import { readHead } from './head.js'
import { openRepository } from './repository-handle.js'

const signal = new AbortController().signal

function damagedBy(damage: (file: (path: string) => string, head: string, ref: string) => void) {
  const { folder, commit, open } = testRepository()
  commit('one')
  const head = commit('two', { file: 'x\n' })
  const file = (path: string) => join(folder, '.git', path)
  const object = file(`objects/${head.slice(0, 2)}/${head.slice(2)}`)
  chmodSync(object, 0o644)
  damage(file, object, file('refs/heads/main'))
  return { head, open }
}

const damages: [string, Parameters<typeof damagedBy>[0]][] = [
  ['the commit of HEAD is missing', (_, object) => rmSync(object)],
  ['the commit of HEAD is empty', (_, object) => writeFileSync(object, '')],
  ['the commit of HEAD is garbage', (_, object) => writeFileSync(object, 'garbage')],
  ['the branch is empty', (_, __, ref) => writeFileSync(ref, '')],
  ['the branch is garbage', (_, __, ref) => writeFileSync(ref, Buffer.alloc(41, 7))],
  [
    'the packed branches are garbage',
    (file, _, ref) => writeFileSync(file('packed-refs'), 'zzz x\n', void rmSync(ref)),
  ],
  ['HEAD is a commit that is missing', (file) => writeFileSync(file('HEAD'), `${'a'.repeat(40)}\n`)],
  ['the cut of a shallow clone is garbage', (file) => writeFileSync(file('shallow'), 'garbage\n')],
]

describe('is never taken for an empty repository', () => {
  it.each(damages)('when %s', async (_, damage) => {
    const { open } = damagedBy(damage)
    const repository = await open()
    await expect(readHead(repository, 'HEAD')).rejects.toThrow(/git could not read .*Run "git fsck" there/)
  })

  it.each(damages.slice(0, 6))('for a configured branch, when %s', async (_, damage) => {
    const { open } = damagedBy(damage)
    await expect(readHead(await open(), 'main')).rejects.toThrow(/Run "git fsck" there/)
  })

  it("with git's own words", async () => {
    const { head, open } = damagedBy((_, object) => rmSync(object))
    await expect(readHead(await open(), 'HEAD')).rejects.toThrow(`missing object ${head} for refs/heads/main`)
  })

  it('when a branch is damaged beside a tag of its name', async () => {
    const { git, commit, open, folder } = testRepository()
    commit('one')
    git('tag', 'twin')
    git('branch', 'twin')
    writeFileSync(join(folder, '.git/refs/heads/twin'), '')
    await expect(readHead(await open(), 'twin')).rejects.toThrow(/broken ref refs\/heads\/twin.*git fsck/)
  })

  it('when all branches are gone and their commits are there', async () => {
    const { open } = damagedBy((_, __, ref) => rmSync(ref))
    const head = await readHead(await open(), 'HEAD')
    expect(head).toMatchObject({ sha: null, isLost: true, emptyBecause: expect.stringMatching(/git fsck/) })
  })
})

it('a former head that is damaged is not one that is gone', async () => {
  const { head, open } = damagedBy((_, object) => writeFileSync(object, 'garbage'))
  const repository = await open()
  await expect(hasCommit(repository, head)).rejects.toThrow(/inflate.*git fsck/)
  expect(await hasCommit(repository, 'a'.repeat(40))).toBe(false)
  expect(await isPartialClone(repository)).toBe(false)
})

it('a commit that a partial clone lacks is gone, without a look at its server', async () => {
  const { git, commit, open } = testRepository()
  commit('one')
  git('config', 'extensions.partialClone', 'origin')
  git('config', 'core.repositoryFormatVersion', '1')
  git('config', 'remote.origin.promisor', 'true')
  git('config', 'remote.origin.url', 'https://127.0.0.1:9/x.git')
  const repository = await open()
  expect(await hasCommit(repository, 'a'.repeat(40))).toBe(false)
  expect(await isPartialClone(repository)).toBe(true)
})

describe('a git that ends early', () => {
  /** A git that is killed, or ends with 0, in the middle of what one command prints. */
  function endingEarly(command: string, end: string) {
    const folder = temporaryFolder()
    const real = execFileSync('which', ['git']).toString().trim()
    // It stays up for the next comparison, so there is no end of it to wait for.
    const printing = command === 'diff-tree' ? '' : `"${real}" "$@" | head -c 130;`
    const script = `#!/bin/bash\nfor word in "$@"; do if [ "$word" = ${command} ]; then ${printing} ${end}; fi; done\nexec "${real}" "$@"\n`
    writeFileSync(join(folder, 'git'), script, { mode: 0o755 })
    return { ...process.env, PATH: `${folder}:${process.env.PATH}` }
  }

  it.each([
    ['cat-file', 'kill -9 $$', /ended by SIGKILL.*memory/],
    ['cat-file', 'exit 0', /before it had told the whole history/],
    ['rev-list', 'kill -9 $$', /ended by SIGKILL.*memory/],
    ['rev-list', 'exit 0', /before it had told the whole history/],
    ['cat-file', 'kill -INT $$', /stopped by SIGINT before/],
    ['rev-list', 'kill -TERM $$', /stopped by SIGTERM before/],
    ['diff-tree', 'kill -TERM $$', /stopped by SIGTERM before/],
    ['diff-tree', 'kill -9 $$', /ended by SIGKILL.*memory/],
  ])('is no end of the history: %s, %s', async (command, end, message) => {
    const { folder, commit } = testRepository()
    let head = ''
    for (let number = 0; number < 6; number++) head = commit(String(number), { file: `${number}\n` })
    const repository = await openRepository(folder, endingEarly(command, end), signal)
    const read = command === 'diff-tree' ? countedPages : commitStream
    const options = { boundary: new Set<string>(), parallelism: 1 }
    await expect(collect<unknown>(read(repository, { head, bases: [] }, options))).rejects.toThrow(message)
  })
})

it('tells a full disk, and what is wrong with a clone from what is wrong with its server', () => {
  const exit = (stderr: string) => ({ code: 128, stderr })
  const full = exit('fatal: write error: No space left on device')
  expect(gitFailure('fetch it', full)).toMatchObject({
    recovery: 'retry',
    message: expect.stringMatching(/Free space/),
  })
  expect(isOfThisDisk(full)).toBe(false)
  expect(isOfThisDisk(exit('fatal: unable to access: Could not resolve host: acme.example'))).toBe(false)
  expect(isOfThisDisk(exit('remote: fatal: not a tree object\nfatal: remote error: upload-pack'))).toBe(false)
  expect(isOfThisDisk(exit("error: cannot lock ref 'refs/heads/main'"))).toBe(true)
  expect(isOfThisDisk(exit('fatal: bad object refs/heads/main'))).toBe(true)
  const noisy = exit(
    'remote: Counting objects: 50% (1/2)\rremote: Counting objects: 100% (2/2), done.\nfatal: early EOF',
  )
  expect(gitFailure('fetch it', noisy).message).toBe('git could not fetch it: fatal: early EOF.')
})

it('git and what it starts are a group of processes of their own, which Ctrl-C does not reach', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'git'), '#!/bin/sh\necho $$ $(ps -o pgid= -p $$)\n', { mode: 0o755 })
  const environment = { ...process.env, PATH: `${folder}:${process.env.PATH}` }
  const command = { arguments: ['version'], folder, environment, signal, patienceMs: 60_000, subject: folder }
  const [process_, group] = (await gitOutput(command)).stdout.trim().split(' ')
  expect(group).toBe(process_)
})

it('a git whose child was asked to end has not failed', () => {
  const exit = { code: 128, stderr: 'error: index-pack died of signal 15\nfatal: index-pack failed\n' }
  expect(gitFailure('clone it', exit).message).toBe('git was stopped by SIGTERM before it could clone it.')
  expect(isOfThisDisk(exit)).toBe(false)
})

describe.runIf(process.platform === 'linux')('a file that never answers', () => {
  const patience = { openingMs: 1000, readingMs: 1000, networkMs: 1000 }

  it('ends the reading of its repository, whichever file it is', async () => {
    const read = async (path: string) => {
      const { folder, commit } = testRepository()
      commit('one')
      const file = join(folder, '.git', path)
      if (existsSync(file)) rmSync(file)
      execFileSync('mkfifo', [file])
      const reading = openRepository(folder, process.env, signal, patience).then((one) => readHead(one, 'HEAD'))
      await expect(reading, path).rejects.toThrow(`no sign of life for 1 seconds while reading ${folder}`)
    }
    await Promise.all(['HEAD', 'config', 'refs/heads/main', 'packed-refs'].map(read))
  })

  it.each([
    ['a commit', commitStream],
    ['a tree', countedPages],
  ])('ends a walk at it: %s', async (what, read) => {
    const { folder, commit, git } = testRepository()
    const one = commit('one', { file: '1\n' })
    const tree = git('rev-parse', 'HEAD^{tree}')
    const head = commit('two', { file: '2\n' })
    const sha = what === 'a tree' ? tree : one
    const object = join(folder, '.git/objects', sha.slice(0, 2), sha.slice(2))
    rmSync(object)
    execFileSync('mkfifo', [object])
    const repository = await openRepository(folder, process.env, signal, patience)
    const options = { boundary: new Set<string>(), parallelism: 1 }
    await expect(collect<unknown>(read(repository, { head, bases: [] }, options))).rejects.toThrow(/no sign of life/)
  })

  it('leaves a git in peace whose output nobody takes for longer than that', async () => {
    const { commit, open } = testRepository()
    let head = ''
    for (let number = 0; number < 3; number++) head = commit(String(number), { file: `${number}\n` })
    const repository = { ...(await open()), patience }
    const options = { boundary: new Set<string>(), parallelism: 1, bytesPerPage: 1 }
    let pages = 0
    for await (const page of countedPages(repository, { head, bases: [] }, options)) {
      pages += page.commits.length
      await new Promise((resolve) => setTimeout(resolve, 1500))
    }
    expect(pages).toBe(3)
  })
})

it('a server that never answers ends after its time, and leaves no process behind', async () => {
  const { createServer } = await import('node:net')
  const { updateClone } = await import('../sources/clone.js')
  const { parseRemoteAddress } = await import('./remote-address.js')
  const server = createServer(() => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const address = parseRemoteAddress(`git://127.0.0.1:${port}/acme.git`)
  const patience = { openingMs: 1000, readingMs: 1000, networkMs: 1000 }
  const cloneDirectory = temporaryFolder()
  mkdirSync(cloneDirectory, { recursive: true })
  const options = { address, dataSourceId: 'one', cloneDirectory, environment: process.env, signal, patience }
  const ended = new Promise((resolve) => server.once('connection', (socket) => socket.on('close', resolve).resume()))
  await expect(updateClone(options)).rejects.toThrow(/no sign of life for 1 seconds while reading git:\/\/127/)
  await ended
  server.close()
})
