/** Path of an item below the root of Jenkins by its full name: `/job/A/job/B`. Each name is encoded, `%2F` as `%252F`. */
export function pathOfFullName(fullName: string): string {
  if (fullName === '') return ''
  return fullName
    .split('/')
    .map((name) => `/job/${encodeURIComponent(name)}`)
    .join('')
}

/**
 * Path of an item in a folder. Jenkins prints whole addresses with the root that somebody has configured, which is often a wrong
 * one: only the last name is taken of them, as it is encoded there.
 *
 * @returns null for a name that would lead elsewhere
 */
export function pathInFolder(folder: string, url: string | null, name: string): string | null {
  const last = /\/job\/([^/?#]+)\/?$/.exec(url ?? '')?.[1] ?? encodeURIComponent(name)
  return /^(\.|%2e){1,2}$/i.test(last) || last.includes('\\') ? null : `${folder}/job/${last}`
}
