/**
 * Conditions as they are now. What a script does to its lists and dates after it has asked, while this waits for the database, must not
 * change what is asked. What is no condition stays as it is, and is refused by name.
 */
export function copyConditions(where: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(where).map(([field, condition]) => [field, copyCondition(condition)]))
}

function copyCondition(condition: unknown): unknown {
  if (typeof condition !== 'object' || condition === null || condition instanceof Date) return copyValue(condition)
  return Object.fromEntries(Object.entries(condition).map(([operator, value]) => [operator, copyValue(value)]))
}

function copyValue(value: unknown): unknown {
  if (value instanceof Date) return new Date(value)
  return Array.isArray(value) ? value.map(copyValue) : value
}
