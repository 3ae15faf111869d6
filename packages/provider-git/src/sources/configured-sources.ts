import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ConfigurationError } from '@data-import/core/provider'
import type { GivenLine, Settings } from '../context/settings.js'
import { inTime, type Patience } from '../git/patience.js'
import { parseRemoteAddress, type RemoteAddress } from '../git/remote-address.js'
import { gitDirectoryOf } from '../git/repository-handle.js'
import { type AddressRule, allowedRemote } from './allowed-remote.js'
import { boundedId, type Source } from './source.js'

/**
 * Lists the configured repositories, each once: a folder that is no repository stands for those directly in it.
 * An entry that can't be used, or may not be is listed as broken, so that the others continue.
 */
export async function configuredSources(settings: Settings, rule: AddressRule): Promise<Source[]> {
  const local = await Promise.all(settings.paths.map((path) => localSources(path, settings.patience)))
  const given = await Promise.all(settings.urls.map((line) => remoteSource(line, rule)))
  const remote = withoutConfusion(
    given,
    settings.urls.map(({ number }) => number),
  )
  const byId = new Map([...local.flat(), ...remote].map((source) => [source.externalId, source]))
  return [...byId.values()]
}

async function localSources(path: string, patience: Patience): Promise<Source[]> {
  try {
    const folder = await inTime(folderOf(path), patience.openingMs, path)
    if (await inTime(gitDirectoryOf(folder), patience.openingMs, path)) return [localSource(folder)]
    const repositories = await repositoriesIn(folder, patience)
    if (repositories.length > 0) return repositories
    throw new ConfigurationError(`${path} is no git repository and holds none directly: correct GIT_PATH.`)
  } catch (error) {
    return [
      { kind: 'broken', externalId: boundedId(`path:${path}`), name: basename(path), problem: problemOf(path, error) },
    ]
  }
}

async function folderOf(path: string): Promise<string> {
  const folder = await realpath(path)
  const found = await stat(folder)
  if (!found.isDirectory()) throw new ConfigurationError(`${path} is a file: GIT_PATH takes folders.`)
  return basename(folder) === '.git' ? dirname(folder) : folder
}

async function repositoriesIn(folder: string, patience: Patience): Promise<Source[]> {
  const entries = (await inTime(readdir(folder), patience.openingMs, folder)).sort()
  const sources = await Promise.all(entries.map((entry) => repositoryAt(join(folder, entry), patience)))
  return sources.filter((source) => source !== null)
}

async function repositoryAt(path: string, patience: Patience): Promise<Source | null> {
  try {
    const folder = await inTime(repositoryFolder(path), patience.openingMs, path)
    return folder === null ? null : localSource(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    return {
      kind: 'broken',
      externalId: boundedId(`path:${path}`),
      name: basename(path),
      problem: problemOf(path, error),
    }
  }
}

async function repositoryFolder(path: string): Promise<string | null> {
  const folder = await realpath(path)
  if (!(await stat(folder)).isDirectory()) return null
  return (await gitDirectoryOf(folder)) ? folder : null
}

function localSource(folder: string): Source {
  return { kind: 'local', externalId: boundedId(`path:${folder}`), name: basename(folder), folder }
}

async function remoteSource({ text: url, number: line }: GivenLine, rule: AddressRule): Promise<Source> {
  const what = `GIT_URL, line ${line}`
  let known = { externalId: `url-line:${line}`, name: what }
  try {
    const address = parseRemoteAddress(url)
    known = { externalId: boundedId(`url:${address.identity}`), name: address.name }
    return { kind: 'remote', ...known, address: await allowedRemote(address, rule, what) }
  } catch (error) {
    return { kind: 'broken', ...known, problem: error as Error }
  }
}

function broken(line: number, problem: Error): Source {
  return { kind: 'broken', externalId: `url-line:${line}`, name: `GIT_URL, line ${line}`, problem }
}

/**
 * With and without ".git" most servers have one repository, so both are one identity. Whether that holds here nobody knows, and of
 * two repositories one would be lost: listed together, the later one is refused. So is a second line for one repository with
 * other credentials: which of them is meant, nobody knows either.
 */
function withoutConfusion(sources: readonly Source[], lines: readonly number[]): Source[] {
  const firstOf = new Map<string, { address: RemoteAddress; line: number }>()
  return sources.map((source, index) => {
    if (source.kind !== 'remote') return source
    const { address, externalId } = source
    const line = lines[index] ?? 0
    const first = firstOf.get(externalId)
    if (!first) {
      firstOf.set(externalId, { address, line })
      return source
    }
    if (hasSuffix(address) !== hasSuffix(first.address)) return broken(line, confusion(address, first.address))
    if (!hasSameCredentials(address, first.address)) return broken(line, otherCredentials(line, first.line))
    return source
  })
}

const hasSuffix = ({ url }: RemoteAddress) => /\.git\/*$/.test(url)

function hasSameCredentials(one: RemoteAddress, other: RemoteAddress): boolean {
  return (
    one.credentials?.username === other.credentials?.username &&
    one.credentials?.password === other.credentials?.password
  )
}

function confusion({ url }: RemoteAddress, first: RemoteAddress): ConfigurationError {
  const elsewhere = url.startsWith('file:') ? 'list its folder in GIT_PATH' : 'give it a data source of its own'
  return new ConfigurationError(
    `The address ${url} counts as the same repository as ${first.url}, for ".git" alone tells them apart: remove one of the ` +
      `two from GIT_URL. If they are two repositories, ${elsewhere}.`,
  )
}

function otherCredentials(line: number, first: number): ConfigurationError {
  return new ConfigurationError(
    `Line ${line} of GIT_URL names the same repository as line ${first}, with another user or password: remove the one that is out ` +
      `of date. Line ${first} is used.`,
  )
}

function problemOf(path: string, error: unknown): Error {
  if (error instanceof ConfigurationError) return error
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new ConfigurationError(`There is no folder ${path}: correct GIT_PATH.`)
  }
  if (code === 'EACCES') {
    return new ConfigurationError(`This process may not read ${path}: give it permission.`)
  }
  return error as Error
}
