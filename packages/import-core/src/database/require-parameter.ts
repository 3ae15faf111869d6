/**
 * Guards the way into SQL: an invalid date or NaN would be compared there, and select whatever it likes.
 * @throws {TypeError}
 */
export function requireParameter(value: unknown): unknown {
  if (typeof value === 'number' && Number.isNaN(value)) throw new TypeError('A parameter of a statement is NaN.')
  if (value instanceof Date && Number.isNaN(value.getTime())) {
    throw new TypeError('A parameter of a statement is an invalid date.')
  }
  return value
}
