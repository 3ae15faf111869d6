import { hash } from 'node:crypto'
import { chmod, mkdir, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Environment, networkEnvironment, safeOptions } from '../git/git-environment.js'
import { gitFailure } from '../git/git-failure.js'
import { type GitOutput, gitOutput } from '../git/git-output.js'
import type { RemoteAddress } from './remote-address.js'

/** Where a clone is and how it is reached. */
export interface CloneOptions {
  address: RemoteAddress
  /** Clones of two data sources are kept apart: they may be read at once, and with other rights. */
  dataSourceId: string
  cloneDirectory: string
  environment: Environment
  signal: AbortSignal
}

/** A server that sends less than a kilobyte a second for a minute has stalled. */
const patience = ['-c', 'http.lowSpeedLimit=1000', '-c', 'http.lowSpeedTime=60']

/** Housekeeping runs inside the fetch, so that nothing goes on when it has returned. */
const inForeground = ['-c', 'gc.autoDetach=false', '-c', 'maintenance.autoDetach=false']

/** Where the clone of an address is kept. */
export function cloneFolder({ address, dataSourceId, cloneDirectory }: CloneOptions): string {
  const digest = hash('sha256', `${dataSourceId}\0${address.identity}`, 'hex')
  return join(cloneDirectory, `${digest.slice(0, 32)}.git`)
}

/**
 * Makes the clone, or brings its branches, tags and HEAD up to date.
 * @returns its folder.
 * @throws {ConfigurationError} if the server refuses or has no such repository, {TransientError} if it can't be reached.
 */
export async function updateClone(options: CloneOptions): Promise<string> {
  const folder = cloneFolder(options)
  await mkdir(options.cloneDirectory, { recursive: true, mode: 0o700 })
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  )
  if (isThere) {
    // Those of former versions could be entered by everybody.
    await chmod(folder, 0o700)
    await fetchInto(folder, options)
  } else await cloneInto(folder, options)
  return folder
}

/** Asks the server what it has, without a clone. */
export async function listRemote(options: Pick<CloneOptions, 'address' | 'environment' | 'signal'>): Promise<string> {
  const listed = await onNetwork(options, null, ['ls-remote', '--symref', '--', options.address.fetchUrl])
  if (listed.code !== 0) throw gitFailure(`list ${options.address.url}`, listed)
  return listed.stdout
}

/** Clones beside the place and renames, so that a crash leaves no half clone; what one left is removed first. */
async function cloneInto(folder: string, options: CloneOptions): Promise<void> {
  const { address } = options
  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  // Made here, because git would let everybody of this machine enter it.
  await mkdir(partial, { mode: 0o700 })
  const cloned = await onNetwork(options, null, [
    'clone',
    '--bare',
    '--quiet',
    '--template=',
    '--',
    address.fetchUrl,
    partial,
  ])
  if (cloned.code !== 0) {
    await rm(partial, { recursive: true, force: true })
    throw gitFailure(`clone ${address.url}`, cloned)
  }
  await rename(partial, folder)
}

async function fetchInto(folder: string, options: CloneOptions): Promise<void> {
  const { address } = options
  const branches = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*']
  const flags = ['--quiet', '--force', '--prune', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules']
  const fetched = await onNetwork(options, folder, ['fetch', ...flags, '--', address.fetchUrl, ...branches])
  if (fetched.code !== 0) throw gitFailure(`fetch ${address.url}`, fetched)
  const listed = await onNetwork(options, folder, ['ls-remote', '--symref', '--', address.fetchUrl, 'HEAD'])
  const head = /^ref: (refs\/heads\/\S+)\tHEAD$/m.exec(listed.stdout)?.[1]
  if (head) await onNetwork(options, folder, ['symbolic-ref', 'HEAD', head])
}

/** @param gitDirectory the clone that the command works on; null for one without a repository */
function onNetwork(
  { address, environment, signal }: Pick<CloneOptions, 'address' | 'environment' | 'signal'>,
  gitDirectory: string | null,
  commandLine: readonly string[],
): Promise<GitOutput> {
  const { credentials } = address
  return gitOutput({
    arguments: [...safeOptions, ...patience, ...inForeground, ...commandLine],
    folder: gitDirectory ?? tmpdir(),
    environment: networkEnvironment(environment, { credentials, ...(gitDirectory !== null && { gitDirectory }) }),
    signal,
    isGroup: true,
  })
}
