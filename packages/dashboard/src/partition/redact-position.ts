import { isSecretName } from '@data-import/core'

const longest = 24

/**
 * The form of a position without what it says: a vendor's cursor may hold a token, and an address its password. Short texts without a secret's
 * name stay, because that is where it helps an operator: a page's number, a date.
 */
export function redactPosition(value: unknown, name = ''): unknown {
  if (value !== null && name !== '' && isSecretName(name)) return '…'
  if (typeof value === 'string') return redactText(value)
  if (Array.isArray(value)) {
    const shown = value.slice(0, 10).map((one) => redactPosition(one))
    return value.length > 10 ? [...shown, `… ${value.length} in all`] : shown
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const shown = entries.slice(0, 30).map(([key, one]) => [redactText(key), redactPosition(one, key)])
  return Object.fromEntries(entries.length > 30 ? [...shown, ['…', `${entries.length} in all`]] : shown)
}

function redactText(text: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return '… an address'
  return text.length <= longest && !/[?&=:@]\S*[a-z0-9]{12}/i.test(text)
    ? text
    : `${text.slice(0, 4)}… ${text.length} characters`
}
