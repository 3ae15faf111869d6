/** A text that says something; null for an empty one and for what is no text. A number is one too. */
export function textOf(given: unknown): string | null {
  if (typeof given === 'number' && Number.isFinite(given)) return String(given)
  return typeof given === 'string' && given !== '' ? given : null
}

/** A number, also one that was written as a text; null for what is none. */
export function numberOf(given: unknown): number | null {
  const text = textOf(given)?.trim() ?? ''
  const value = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : null
}
