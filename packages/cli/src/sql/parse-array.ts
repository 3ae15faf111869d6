/** An array as Postgres prints it, as texts: null for NULL, a list for each dimension. */
export type ArrayText = string | null | ArrayText[]

/**
 * Reads `{1,NULL,"a b",{…}}`; undefined for any other text, and for an array whose first element isn't number 1
 * (`[0:1]={…}`), which a list can't express.
 * https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 */
export function parseArray(text: string, delimiter = ','): ArrayText[] | undefined {
  if (!text.startsWith('{')) return undefined
  const open: ArrayText[][] = []
  for (let at = 0; at < text.length; ) {
    const letter = text[at]
    const last = open.at(-1)
    if (letter === '{') {
      const list: ArrayText[] = []
      last?.push(list)
      open.push(list)
      at++
    } else if (letter === '}') {
      const whole = open.pop()
      at++
      if (open.length === 0) return at === text.length ? whole : undefined
    } else if (letter === delimiter) at++
    else {
      const { value, end } = letter === '"' ? quoted(text, at) : bare(text, at, delimiter)
      last?.push(value)
      at = end
    }
  }
  return undefined
}

function quoted(text: string, from: number): { value: string; end: number } {
  let value = ''
  let at = from + 1
  for (; at < text.length && text[at] !== '"'; at++) {
    if (text[at] === '\\') at++
    value += text[at] ?? ''
  }
  return { value, end: at + 1 }
}

function bare(text: string, from: number, delimiter: string): { value: string | null; end: number } {
  let end = from
  while (end < text.length && text[end] !== delimiter && text[end] !== '}') end++
  const value = text.slice(from, end)
  return { value: value === 'NULL' ? null : value, end }
}
