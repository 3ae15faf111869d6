import { unprocessable } from '../server/api-error.js'

/** An instant from the query, null if it wasn't asked for. */
export function readInstant(query: URLSearchParams, name: string): Date | null {
  const text = query.get(name)
  if (text === null || text === '') return null
  const instant = new Date(text)
  if (Number.isNaN(instant.getTime())) throw unprocessable(`${name} must be an ISO 8601 timestamp`)
  return instant
}
