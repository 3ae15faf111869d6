/** Names in lower case with their values, in the order of the names. */
export function entriesOf(headers: Headers): [name: string, value: string][] {
  // The library of types for browsers, which is used here, knows no iteration of headers.
  const entries: [string, string][] = []
  headers.forEach((value, name) => {
    entries.push([name, value])
  })
  return entries
}
