import { EmbeddedDatabaseError } from './embedded-database-error.js'

/** The code of a failed system call: `'ENOENT'`. */
export function systemErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Turns what a folder refuses into an error that says what to do about it. */
export function folderError(error: unknown, directory: string): unknown {
  if (EmbeddedDatabaseError.isInstance(error)) return error
  const options = { cause: error }
  switch (systemErrorCode(error)) {
    case 'EACCES':
    case 'EPERM':
      return new EmbeddedDatabaseError(
        `The embedded database in ${directory} belongs to another user, or the folder can't be written. ` +
          'Run as its owner, choose another folder, or set DATABASE_URL to a Postgres of yours.',
        options,
      )
    case 'EROFS':
      return new EmbeddedDatabaseError(
        `${directory} is on a read-only file system. Choose another folder, or set DATABASE_URL to a Postgres of yours.`,
        options,
      )
    case 'ENOTDIR':
    case 'EEXIST':
      return new EmbeddedDatabaseError(
        `${directory} can't be a folder: a file is in its way. Choose another folder, or remove the file.`,
        options,
      )
    case 'ENOSPC':
    case 'EDQUOT':
      return new EmbeddedDatabaseError(
        `The disk that holds ${directory} is full. Free some space, then run again.`,
        options,
      )
    default:
      return error
  }
}
