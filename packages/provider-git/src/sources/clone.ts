import { hash } from 'node:crypto'
import { chmod, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigurationError, TransientError } from '@data-import/core/provider'
import { type Environment, networkEnvironment, safeOptions } from '../git/git-environment.js'
import { gitFailure, isOfThisDisk } from '../git/git-failure.js'
import { type GitOutput, gitOutput } from '../git/git-output.js'
import { defaultPatience, type Patience } from '../git/patience.js'
import type { RemoteAddress } from '../git/remote-address.js'
import { openRepository, type RepositoryHandle } from '../git/repository-handle.js'
import { differences, expectedHead, readKeptRefs } from './clone-refs.js'
import { clearLeftovers, isUsable, keepingFailure, roomFor, swapIn } from './clone-upkeep.js'
import { parseRemoteRefs, type RemoteRefs } from './remote-refs.js'

/** Where a clone is and how it is reached. */
export interface CloneOptions {
  address: RemoteAddress
  /** Clones of two data sources are kept apart: they may be read at once, and with other rights. */
  dataSourceId: string
  cloneDirectory: string
  environment: Environment
  signal: AbortSignal
  /** Default: {@link defaultPatience}. */
  patience?: Patience
}

type Reaching = Pick<CloneOptions, 'address' | 'environment' | 'signal' | 'patience'>

/** A server that sends less than a kilobyte a second for a minute has stalled. */
const stalled = ['-c', 'http.lowSpeedLimit=1000', '-c', 'http.lowSpeedTime=60']

const withoutRedirects = ['-c', 'http.followRedirects=false']

/** Housekeeping has a command of its own: it is silent for long, where a fetch is not. */
const withoutHousekeeping = ['-c', 'gc.auto=0', '-c', 'maintenance.auto=false']

/** A server may be in a burst of changes; one that changes with each question is left to the next pass. */
const fetchesAtMost = 2

/** Where the clone of an address is kept. */
export function cloneFolder({
  address,
  dataSourceId,
  cloneDirectory,
}: Pick<CloneOptions, 'address' | 'dataSourceId' | 'cloneDirectory'>): string {
  const digest = hash('sha256', `${dataSourceId}\0${address.identity}`, 'hex')
  return join(cloneDirectory, `${digest.slice(0, 32)}.git`)
}

/**
 * Makes the clone, or brings its branches, tags and HEAD to where they are on the server, and proves that they are there.
 * A clone is a cache: one that is damaged is made again beside the old one.
 * @returns its folder.
 * @throws {ConfigurationError} if the server refuses or has no such repository, {TransientError} if it can't be reached.
 */
export async function updateClone(options: CloneOptions): Promise<string> {
  const folder = cloneFolder(options)
  try {
    await mkdir(options.cloneDirectory, { recursive: true, mode: 0o700 })
    const remote = await listRemote(options)
    const isCurrent = (await isUsable(folder)) && (await bringUpToDate(folder, remote, options))
    if (!isCurrent) await cloneInto(folder, remote, options)
  } catch (error) {
    throw keepingFailure(error, options)
  }
  return folder
}

/** Asks the server what it has, without a clone. */
export async function listRemote(options: Reaching): Promise<RemoteRefs> {
  const listed = await onNetwork(options, { folder: tmpdir() }, [
    'ls-remote',
    '--symref',
    '--',
    options.address.fetchUrl,
  ])
  if (listed.code !== 0) throw gitFailure(`list ${options.address.url}`, listed)
  return parseRemoteRefs(listed.stdout)
}

/** @returns false if the clone is damaged. */
async function bringUpToDate(folder: string, remote: RemoteRefs, options: CloneOptions): Promise<boolean> {
  // Those of former versions could be entered by everybody.
  await chmod(folder, 0o700)
  const clone = await whereUndamaged(openClone(folder, options))
  const kept = clone && (await whereUndamaged(readKeptRefs(clone)))
  if (!clone || !kept) return false
  if (differences(kept, [remote]).length === 0) return true
  await clearLeftovers(folder)
  return fetchUntilEqual(clone, remote, options)
}

async function fetchUntilEqual(clone: RepositoryHandle, listed: RemoteRefs, options: CloneOptions): Promise<boolean> {
  const lists = [listed]
  let stuck = ''
  for (let fetches = 1; ; fetches++) {
    const remote = lists.at(-1) ?? listed
    const fetched = await fetchInto(clone.folder, remote, options)
    if (isOfThisDisk(fetched)) return false
    if (fetched.code !== 0) throw gitFailure(`fetch ${options.address.url}`, fetched)
    await setHead(clone, remote, options)
    const kept = await whereUndamaged(readKeptRefs(clone))
    if (!kept) return false
    if (differences(kept, [remote]).length > 0) lists.push(await listRemote(options))
    const different = differences(kept, lists)
    if (different.length === 0) break
    const now = different.map((name) => `${name} ${kept.get(name)}`).join()
    if (now === stuck) return false
    if (fetches === fetchesAtMost) throw movedOn(different, options)
    stuck = now
  }
  // What it can't do now, it does another time: it changes nothing that is read.
  await onNetwork(options, inClone(clone.folder), ['gc', '--auto', '--quiet'], readingPatience(options))
  return true
}

/** Clones beside the place and renames, so that a crash leaves no half clone; what one left is removed first. */
async function cloneInto(folder: string, listed: RemoteRefs, options: CloneOptions): Promise<void> {
  const { address } = options
  const partial = await roomFor(folder)
  // Git works inside the new folder, so that what outlives a pass can be found there.
  await mkdir(partial, { mode: 0o700 })
  const arguments_ = ['clone', '--bare', '--progress', '--template=', '--', address.fetchUrl, '.']
  const cloned = await onNetwork(options, { folder: partial }, arguments_)
  if (cloned.code !== 0) throw gitFailure(`clone ${address.url}`, cloned)
  const clone = await openClone(partial, options)
  await setHead(clone, listed, options)
  if (differences(await readKeptRefs(clone), [listed]).length > 0) await catchUp(clone, listed, options)
  await swapIn(folder)
}

/** What came between the list and the clone. */
async function catchUp(clone: RepositoryHandle, listed: RemoteRefs, options: CloneOptions): Promise<void> {
  const remote = await listRemote(options)
  if (await fetchUntilEqual(clone, remote, options)) return
  throw movedOn(differences(await readKeptRefs(clone), [listed, remote]), options)
}

async function fetchInto(folder: string, remote: RemoteRefs, options: CloneOptions): Promise<GitOutput> {
  const refs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*']
  // A commit that only HEAD leads to.
  if (remote.headRef === null && remote.headSha !== null) refs.push('HEAD')
  const flags = ['--progress', '--force', '--prune', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules']
  return onNetwork(options, inClone(folder), ['fetch', ...flags, '--', options.address.fetchUrl, ...refs])
}

/** A commit that the server has moved on from can't be set; what HEAD is then shows in the differences. */
async function setHead(clone: RepositoryHandle, remote: RemoteRefs, options: CloneOptions): Promise<void> {
  const head = expectedHead(remote)
  const set = head.startsWith('refs/') ? ['symbolic-ref', 'HEAD', head] : ['update-ref', '--no-deref', 'HEAD', head]
  const done = await onNetwork(options, inClone(clone.folder), set)
  if (done.signal) throw gitFailure(`set HEAD of the clone of ${options.address.url}`, done)
}

async function openClone(folder: string, options: CloneOptions): Promise<RepositoryHandle> {
  return openRepository(folder, options.environment, options.signal, options.patience)
}

async function whereUndamaged<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch((error: unknown) => {
    if (error instanceof ConfigurationError) return null
    throw error
  })
}

function movedOn(names: readonly string[], { address }: CloneOptions): TransientError {
  const some = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '')
  return new TransientError(
    `git fetched ${address.url}, and these are still not where the server has them: ${some}. Either they move while they ` +
      'are fetched, or the disk can not hold their names (one that takes "A" for "a"). The next pass tries again.',
  )
}

const readingPatience = ({ patience = defaultPatience }: Reaching) => patience.readingMs

/** Where a command works: without a git directory it has no repository, and finds none. */
interface Place {
  folder: string
  gitDirectory?: string
}

const inClone = (folder: string): Place => ({ folder, gitDirectory: folder })

function onNetwork(
  options: Reaching,
  { folder, gitDirectory }: Place,
  commandLine: readonly string[],
  patienceMs = (options.patience ?? defaultPatience).networkMs,
): Promise<GitOutput> {
  const { address, environment, signal } = options
  const held = address.followsRedirects === false ? withoutRedirects : []
  return gitOutput({
    arguments: [...safeOptions, ...stalled, ...held, ...withoutHousekeeping, ...commandLine],
    folder,
    environment: networkEnvironment(environment, {
      credentials: address.credentials,
      ...(gitDirectory !== undefined && { gitDirectory }),
    }),
    signal,
    isWriting: true,
    patienceMs,
    subject: address.url,
  })
}
