const form = 'It looks like postgresql://user:password@host:5432/database.'
const encoding =
  'In a user or password, write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25 and a space as %20.'

/** Schemes of other databases. Only these are named: the text before a colon may be a user's name. */
const foreign: readonly [beginning: RegExp, what: string][] = [
  [/^prisma(\+postgres)?:/i, "one of Prisma's own service. Use the direct address of the database behind it."],
  [/^jdbc:/i, 'one of JDBC. Leave out the jdbc: at its beginning, and put user and password before the host.'],
  [/^(mysql|mariadb):/i, 'one of MySQL. The import needs Postgres.'],
  [/^(sqlserver|mssql):/i, 'one of SQL Server. The import needs Postgres.'],
  [/^(file|sqlite):/i, 'one of SQLite. The import needs Postgres; without an address it uses an embedded one.'],
  [/^(mongodb(\+srv)?|https?|redis|cockroachdb):/i, 'not one of Postgres.'],
]

/** What is wrong with a database's address and what to do, without any part of it; undefined for a good one. */
export function addressProblem(given: string): string | undefined {
  const [, what] = foreign.find(([beginning]) => beginning.test(given.trimStart())) ?? []
  if (what !== undefined) return `The database URL is ${what} ${form}`
  if (/^\s|\s$/.test(given)) return `The database URL has a space or a line break around it: remove that. ${form}`
  if (/^["'`\u2018\u201c]/.test(given)) {
    return `The database URL is in quotes that are part of it: remove them. Not every reader of environment files does. ${form}`
  }
  if (/\b(host|dbname|user|password)\s*=/.test(given) && !given.includes('://')) {
    return `The database URL is a list of key=value. Write it as an address. ${form}`
  }
  if (!/^postgres(ql)?:\/\//i.test(given)) {
    return `The database URL does not begin with postgresql:// or postgres://. ${form}`
  }
  if (!URL.canParse(given)) {
    return `The database URL can't be read: its host or port is not valid, or a character of its password ends it early. ${encoding} ${form}`
  }
  return endsEarly(given) || !isEncoded(new URL(given))
    ? `The database URL has a character that is not percent-encoded, probably in its password. ${encoding}`
    : undefined
}

/** An `@` after the part that is read as the host: a `/`, `?` or `#` in the password has ended it. */
function endsEarly(given: string): boolean {
  const [, path = '', query = '', fragment] = /^[^:]+:\/\/[^/?#]*([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(given) ?? []
  // In the query, a user's name may contain one: ?user=me@server
  const isOdd = (parameter: string) => /^[^=]*@|@[^&]*\//.test(parameter)
  return path.includes('@') || fragment !== undefined || query.slice(1).split('&').some(isOdd)
}

function isEncoded({ username, password, pathname }: URL): boolean {
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}
