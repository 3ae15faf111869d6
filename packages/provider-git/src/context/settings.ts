import { resolve } from 'node:path'
import { ConfigurationError } from '@data-import/core/provider'
import { defaultPatience, type Patience } from '../git/patience.js'

/** A line of a setting that takes several. */
export interface GivenLine {
  text: string
  /** Its number in the setting as it was written, from 1. */
  number: number
}

/** A data source's configuration, read. */
export interface Settings {
  /** Absolute. */
  paths: readonly string[]
  urls: readonly GivenLine[]
  cloneDirectory: string
  /** A branch, tag or revision. */
  branch: string
  /** For how long git may give no sign of life. */
  patience: Patience
  /** Whether the files that commits change are stored. */
  hasFiles: boolean
}

/** Where clones are kept if the configuration doesn't say. */
export const defaultCloneDirectory = '.data-import/clones'

const longestPatienceMs = 86_400_000

/**
 * Reads the configuration keys.
 * @throws {ConfigurationError} if neither `GIT_PATH` nor `GIT_URL` is set, or a setting has a value that it can't have.
 */
export function readSettings(env: Record<string, string>): Settings {
  const paths = linesOf(env.GIT_PATH).map(({ text }) => resolve(text))
  const urls = linesOf(env.GIT_URL)
  if (paths.length === 0 && urls.length === 0) {
    throw new ConfigurationError(
      'Set GIT_PATH to a repository or a folder of repositories, or GIT_URL to an address to clone.',
    )
  }
  const branch = env.GIT_BRANCH?.trim() || 'HEAD'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: git refuses them in names, and NUL can't be an argument
  if (branch.startsWith('-') || /[\x00-\x20\x7f]/.test(branch)) {
    throw new ConfigurationError('GIT_BRANCH is no name that git allows: give a branch, a tag or a commit.')
  }
  const cloneDirectory = resolve(env.GIT_CLONE_DIRECTORY?.trim() || defaultCloneDirectory)
  const patience = patienceOf(env.GIT_TIMEOUT_SECONDS?.trim())
  return { paths, urls, cloneDirectory, branch, patience, hasFiles: isTrue('GIT_FILES', env.GIT_FILES?.trim()) }
}

function patienceOf(seconds: string | undefined): Patience {
  if (!seconds) return defaultPatience
  const milliseconds = Number(seconds) * 1000
  if (!(milliseconds >= 1000 && milliseconds <= longestPatienceMs)) {
    throw new ConfigurationError(
      'GIT_TIMEOUT_SECONDS is no number of seconds from 1 to 86400: correct it or leave it out.',
    )
  }
  return { openingMs: milliseconds, readingMs: milliseconds, networkMs: milliseconds }
}

function isTrue(key: string, value: string | undefined): boolean {
  const word = value?.toLowerCase() || 'false'
  if (word === 'true' || word === 'false') return word === 'true'
  throw new ConfigurationError(`${key} takes true or false: correct it or leave it out.`)
}

/** Each once, where it stands first. */
function linesOf(value: string | undefined): GivenLine[] {
  const lines = (value ?? '').split(/\r?\n/).map((line, index) => ({ text: line.trim(), number: index + 1 }))
  const seen = new Map(lines.toReversed().map((line) => [line.text, line]))
  return lines.filter((line) => line.text !== '' && seen.get(line.text) === line)
}
