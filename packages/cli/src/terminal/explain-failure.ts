import { ConfigurationError, databaseError, databaseMessage, ImportError, sqlState } from '@data-import/core'
import { CommanderError } from 'commander'
import { isEmbeddedError } from './is-embedded-error.js'

/**
 * Makes anything that a command threw useful to an operator. Our own errors say what to do already; errors of the database,
 * its drivers or the system get a sentence with their cause and what to do.
 *
 * @param command `sources add`, for messages
 */
export function explainFailure(error: unknown, command: string): unknown {
  if (error instanceof CommanderError || isEmbeddedError(error) || ImportError.isInstance(error)) {
    return error
  }
  if (isOfDatabase(error)) return explainDatabase(error, command)
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException
  const reason = code === undefined ? undefined : systemReasons[code]
  if (reason === undefined || syscall === undefined) return error
  return new ConfigurationError(
    `${path ?? `What \`${command}\` needs`} can't be used (${syscall}, ${code}): ${reason}`,
    {
      cause: error,
    },
  )
}

const systemReasons: Readonly<Record<string, string>> = {
  EACCES: 'this user lacks the permission. Change its owner or permissions, or choose another folder.',
  EPERM: 'this user lacks the permission. Change its owner or permissions, or choose another folder.',
  EROFS: 'its file system is read-only. Choose another folder.',
  ENOSPC: 'the disk is full. Free space, then run again.',
  EDQUOT: "this user's disk quota is used up. Free space, then run again.",
  ENOENT: 'there is no such file.',
  ENOTDIR: 'a part of it is a file where a folder should be.',
  EISDIR: 'it is a folder where a file should be.',
  EMFILE: 'this process has too many files open. Raise its limit: ulimit -n',
  ENFILE: 'the machine has too many files open.',
}

function isOfDatabase(error: unknown): boolean {
  const { name } = (error ?? {}) as { name?: unknown }
  return /^(PrismaClient|DriverAdapterError|DatabaseError)/.test(String(name)) || sqlState(error) !== undefined
}

function explainDatabase(error: unknown, command: string): unknown {
  const explained = databaseError(error, command)
  if (ImportError.isInstance(explained)) return explained
  const options = { cause: error }
  const state = sqlState(error)
  const said = databaseMessage(error).trim().split('\n').at(-1) ?? ''
  const code = state ?? (error as { code?: unknown }).code
  // Nobody knows whether the configuration is wrong, or whether another try helps.
  return new Error(
    `The database failed in \`${command}\`: ${said}${typeof code === 'string' ? ` (${code})` : ''}. The server's log may say more. Fix the cause and run the command again.`,
    options,
  )
}
