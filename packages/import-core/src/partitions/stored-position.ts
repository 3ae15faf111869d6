import type { Json } from '../database/json.js'
import { ConfigurationError } from '../errors/import-error.js'
import type { PartitionsScope } from './partitions-scope.js'

/** Characters of a cursor or a state as JSON. A position is a few of them; whoever needs more keeps data in it. */
const maximumLength = 1_048_576

/**
 * A cursor or state as the ledger keeps it, and as it is at this moment: nothing that happens to it later is stored. One that holds a secret isn't kept, because the ledger is readable by more
 * people than secrets are: the next walk starts without it, as after a first one, and the log says so.
 *
 * @throws {ConfigurationError} for what is no JSON, and for what is too long.
 */
export function storedPosition(
  scope: Pick<PartitionsScope, 'holdsSecret' | 'log'>,
  kind: 'cursor' | 'state',
  name: string,
  value: Json,
): Json {
  if (value === null || value === undefined) return null
  const text = asJson(kind, name, value)
  if (text.length > maximumLength) {
    throw new ConfigurationError(
      `The ${kind} of the partition ${name} has ${text.length} characters as JSON, and at most ${maximumLength} are kept: keep a position in it, not data.`,
    )
  }
  if (!scope.holdsSecret(text)) return JSON.parse(text)
  scope.log.warn(
    `${name}: its ${kind} holds a secret of the data source and was not kept, so that the next walk reads more than it needs to. The script should leave the secret out.`,
  )
  return null
}

function asJson(kind: string, name: string, value: Json): string {
  let text: string | undefined
  let cause: unknown
  try {
    text = JSON.stringify(value)
  } catch (error) {
    cause = error
  }
  if (text === undefined) {
    const reason = cause instanceof Error ? ` (${cause.message})` : ''
    throw new ConfigurationError(`The ${kind} of the partition ${name} is no JSON${reason}.`, { cause })
  }
  return text
}
