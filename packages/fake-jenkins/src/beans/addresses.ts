/** Address of an item by its full name, below the root: each name is encoded once more, so `%2F` becomes `%252F`. */
export function itemPath(fullName: string): string {
  if (fullName === '') return ''
  return fullName
    .split('/')
    .map((name) => `/job/${encodeURIComponent(name)}`)
    .join('')
}

/** `folder » web`. */
export function displayNameOf(fullName: string): string {
  return fullName.split('/').map(decodeName).join(' » ')
}

/** `feature/x` of `feature%2Fx`. */
export function decodeName(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
