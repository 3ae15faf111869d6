const secretName = /token|secret|password|passwd|credential|private|apikey|key$/i

/**
 * What of a configuration value must not be shown. Of a secret: all of it, the password inside it where it is an address,
 * and the passwords inside it where it is JSON. Of any other value: the password of an address.
 */
export function secretParts(value: string, isSecret: boolean): string[] {
  return [...(isSecret ? [value] : []), ...passwordsOfAddress(value), ...(isSecret ? secretsOfJson(value) : [])]
}

/** Whether a value holds a password although nobody said that it is secret: `https://user:password@host`. */
export function holdsPassword(value: string): boolean {
  return passwordsOfAddress(value).length > 0
}

function passwordsOfAddress(value: string): string[] {
  return value.split(/[\s,]+/).flatMap((part) => {
    if (!/^[a-z][a-z0-9+.-]{0,30}:\/\//i.test(part) || !URL.canParse(part)) return []
    const { username, password } = new URL(part)
    // A user alone is a token (`https://TOKEN@host`) or a mere name (`ssh://git@host`), which is too short to be one.
    const given = password !== '' ? password : username.length >= 16 ? username : ''
    return given === '' ? [] : [...new Set([given, decoded(given)])]
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A service account's file: its private key is a secret by itself. */
function secretsOfJson(value: string): string[] {
  if (!/^\s*\{/.test(value)) return []
  try {
    const fields = Object.entries(JSON.parse(value) as Record<string, unknown>)
    return fields.flatMap(([name, field]) => (typeof field === 'string' && secretName.test(name) ? [field] : []))
  } catch {
    return []
  }
}
