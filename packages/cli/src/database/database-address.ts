import { ConfigurationError } from '@data-import/core'

/**
 * What a connection string points to, without user and password: `db.example.org:5432/engineering`.
 * @throws {ConfigurationError} for what is no Postgres connection string; the message doesn't repeat it.
 */
export function databaseAddress(connectionString: string): string {
  const url = URL.canParse(connectionString) ? new URL(connectionString) : undefined
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new ConfigurationError(
      'The database URL is not one of Postgres. It looks like postgresql://user:password@host:5432/database.',
    )
  }
  const host = url.hostname || url.searchParams.get('host') || 'localhost'
  return `${host}:${url.port || '5432'}${url.pathname}`
}

/** The passwords of a connection string, as texts that must not be shown. */
export function passwordsOf(connectionString: string): string[] {
  if (!URL.canParse(connectionString)) return []
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
