import { ConfigurationError } from '@data-import/core'
import { addressProblem } from './address-problem.js'

/**
 * What a connection string points to, without user and password: `db.example.org:5432/engineering`.
 * @throws {ConfigurationError} for anything but a Postgres connection string; the message doesn't repeat it.
 */
export function databaseAddress(connectionString: string): string {
  const problem = addressProblem(connectionString)
  if (problem !== undefined) throw new ConfigurationError(problem)
  const url = new URL(connectionString)
  const host = url.hostname || url.searchParams.get('host') || 'localhost'
  return `${host}:${url.port || '5432'}${url.pathname}`
}

/** The passwords of a connection string, none of which may be shown. */
export function passwordsOf(connectionString: string): string[] {
  if (!URL.canParse(connectionString)) return /:\/\/[^:@\s]*:(.*)@/s.exec(connectionString)?.slice(1) ?? []
  const url = new URL(connectionString)
  const passwords = [url.password, url.searchParams.get('password') ?? ''].filter((password) => password !== '')
  return passwords.flatMap((password) => {
    try {
      return [password, decodeURIComponent(password)]
    } catch {
      return [password]
    }
  })
}
