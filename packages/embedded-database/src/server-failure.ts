import { readFile } from 'node:fs/promises'
import { EmbeddedDatabaseError } from './embedded-database-error.js'

/** Turns what one of the server's programs printed before it failed into an error that says what to do. */
export function serverFailure(what: string, printed: string, directory: string): EmbeddedDatabaseError {
  if (/no space left on device|disk quota exceeded|could not extend file/i.test(printed)) {
    return new EmbeddedDatabaseError(
      `${what}: the disk that holds ${directory} is full. Free some space, then run again.`,
    )
  }
  if (/ENOENT|GLIBC|not found \(required by|error while loading shared libraries/.test(printed)) {
    return new EmbeddedDatabaseError(
      `${what}: the embedded Postgres doesn't run on this system (it needs glibc). Set DATABASE_URL to a Postgres of yours.\n${lastLines(printed)}`,
    )
  }
  return new EmbeddedDatabaseError(`${what}. It said last:\n${lastLines(printed)}`)
}

/** A log; empty where there is none. */
export function readLog(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-10).join('\n')
}
