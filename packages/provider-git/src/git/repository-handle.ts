import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ConfigurationError } from '@data-import/core/provider'
import { type Environment, objectEnvironment, readEnvironment, readOptions } from './git-environment.js'
import { summary, unreadable } from './git-failure.js'
import { type GitOutput, gitOutput } from './git-output.js'
import type { GitCommand } from './git-process.js'
import { neutralDirectory } from './neutral-directory.js'
import { defaultPatience, inTime, type Patience } from './patience.js'

/** A repository on this disk that git can read. */
export interface RepositoryHandle {
  folder: string
  /** Where objects and the shallow file are, also for a linked worktree. */
  commonDirectory: string
  /** Hexadecimal digits of an object id: 40, or 64 in a SHA-256 repository. */
  idLength: number
  /** For its references and settings. */
  environment: Environment
  /** For its objects alone: see {@link neutralDirectory}. */
  objectEnvironment: Environment
  signal: AbortSignal
  patience: Patience
  /** A clone of ours: its branches are those that its server was seen to have. */
  isClone?: boolean
}

/** What git tells of a repository, which stays as it is for a pass. */
export interface RepositoryLook extends Pick<RepositoryHandle, 'commonDirectory' | 'idLength'> {
  /** The commit that the branch was seen at, and read. */
  head?: string
}

/**
 * Opens the repository at a folder: a worktree's top or a bare one. Folders above are never looked at.
 * @param known what was seen of it before in this pass, so that git isn't asked again.
 * @throws {ConfigurationError} if there is none, or it can't be read.
 */
export async function openRepository(
  folder: string,
  base: Environment,
  signal: AbortSignal,
  patience: Patience = defaultPatience,
  known?: RepositoryLook,
): Promise<RepositoryHandle> {
  const gitDirectory = await inTime(gitDirectoryOf(folder), patience.openingMs, folder)
  if (!gitDirectory)
    throw new ConfigurationError(`${folder} is not a git repository: it has neither .git nor HEAD and objects.`)
  const environment = readEnvironment(base, gitDirectory)
  const { commonDirectory, idLength } = known ?? (await look(folder, environment, signal, patience))
  const neutral = await neutralDirectory(idLength === 64 ? 'sha256' : 'sha1')
  return {
    folder,
    commonDirectory,
    idLength,
    environment,
    objectEnvironment: objectEnvironment(base, neutral, commonDirectory),
    signal,
    patience,
  }
}

async function look(
  folder: string,
  environment: Environment,
  signal: AbortSignal,
  patience: Patience,
): Promise<RepositoryLook> {
  const looked = await gitOutput({
    arguments: [...readOptions, 'rev-parse', '--absolute-git-dir', '--git-common-dir', '--show-object-format'],
    folder,
    environment,
    signal,
    patienceMs: patience.openingMs,
    subject: folder,
  })
  const [absolute, common, format] = looked.stdout.split('\n')
  if (looked.signal) throw unreadable(`open ${folder}`, looked)
  if (looked.code !== 0 || !absolute || !common) {
    throw new ConfigurationError(`${folder} is not a git repository that git can read: ${summary(looked.stderr)}.`)
  }
  return { commonDirectory: resolve(folder, common), idLength: format === 'sha256' ? 64 : 40 }
}

/** The folder's git directory, or null if the folder is no repository. */
export async function gitDirectoryOf(folder: string): Promise<string | null> {
  if (await exists(join(folder, '.git'))) return join(folder, '.git')
  const parts = await Promise.all(['HEAD', 'objects', 'refs'].map((name) => exists(join(folder, name))))
  return parts.every(Boolean) ? folder : null
}

/** A command that reads objects by their ids: what it prints depends on nothing but them. */
export function readingObjects(repository: RepositoryHandle, ...commandLine: readonly string[]): GitCommand {
  return { ...reading(repository, ...commandLine), environment: repository.objectEnvironment }
}

/** A command that reads the repository's references or settings. */
export function reading(repository: RepositoryHandle, ...commandLine: readonly string[]): GitCommand {
  return {
    arguments: [...readOptions, ...commandLine],
    folder: repository.folder,
    environment: repository.environment,
    signal: repository.signal,
    patienceMs: repository.patience.readingMs,
    subject: repository.folder,
  }
}

/** Reads something small from the repository, which is answered at once; the caller looks at the exit code. */
export function readFrom(repository: RepositoryHandle, ...commandLine: readonly string[]): Promise<GitOutput> {
  return gitOutput({ ...reading(repository, ...commandLine), patienceMs: repository.patience.openingMs })
}

/** How many commits a head reaches that the bases don't. */
export async function countCommits(
  repository: RepositoryHandle,
  head: string,
  bases: readonly string[] = [],
): Promise<number> {
  const counted = await gitOutput(readingObjects(repository, 'rev-list', '--count', head, '--not', ...bases, '--'))
  if (counted.code !== 0) throw unreadable(`count the commits of ${repository.folder}`, counted)
  return Number(counted.stdout)
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES') throw new ConfigurationError(`This process may not read ${path}: give it permission.`)
    return false
  }
}
