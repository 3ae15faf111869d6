import { types } from 'pg'
import { ConfigurationError } from '../errors/import-error.js'

type Parser = (text: string) => unknown

const { INT8, DATE, TIMESTAMP, TIMESTAMPTZ } = types.builtins
const readInstant: Parser = types.getTypeParser(TIMESTAMPTZ)

/** What differs from `pg`: numbers of 64 bits keep their digits, and an instant without a zone is UTC, wherever this process runs. */
const parsers: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [INT8, BigInt],
  [TIMESTAMPTZ, instantOf],
  [TIMESTAMP, (text) => instantOf(text.replace(/( BC)?$/, '+00$1'))],
  [DATE, (text) => instantOf(text.replace(/( BC)?$/, ' 00:00:00+00$1'))],
])

/** How a query's values are read: as `pg` takes it. */
export const valueParsers = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    parsers.get(type) ?? (types.getTypeParser(type, format as 'text') as Parser),
}

/** @throws {ConfigurationError} for an instant that no `Date` holds: nothing may be compared with it. */
function instantOf(text: string): Date {
  // An instant without a time of day or with `infinity` is no ISO text with an offset.
  const read = readInstant(text)
  if (read instanceof Date && !Number.isNaN(read.getTime())) return read
  throw new ConfigurationError(
    `The database holds an instant that JavaScript has none for: ${text}. Correct the row, or make the column null there.`,
  )
}
