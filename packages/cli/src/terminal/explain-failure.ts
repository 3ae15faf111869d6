import { ConfigurationError, databaseError, databaseMessage, ImportError, sqlState } from '@data-import/core'
import { EmbeddedDatabaseError } from '@data-import/embedded-database'
import { CommanderError } from 'commander'

/**
 * What an operator is told of anything that a command threw: our own errors say what to do already, and what comes from the
 * database, its drivers or the system gets a sentence, its cause and what to do.
 *
 * @param command `sources add`, for messages
 */
export function explainFailure(error: unknown, command: string): unknown {
  if (error instanceof CommanderError || EmbeddedDatabaseError.isInstance(error) || ImportError.isInstance(error)) {
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
  EACCES: 'this user may not. Change its owner or rights, or choose another folder.',
  EPERM: 'this user may not. Change its owner or rights, or choose another folder.',
  EROFS: 'its file system can only be read. Choose another folder.',
  ENOSPC: 'the disk is full. Free space, then run again.',
  EDQUOT: "this user's share of the disk is used up. Free space, then run again.",
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
  // Neither is the configuration known to be wrong, nor another try known to help.
  return new Error(
    `The database failed in \`${command}\`: ${said}${typeof code === 'string' ? ` (${code})` : ''}. Its log may say more; run the command again when that is mended.`,
    options,
  )
}
