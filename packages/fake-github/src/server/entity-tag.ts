import { createHash } from 'node:crypto'

/** A weak tag of a body. */
export function entityTag(body: string): string {
  return `W/"${createHash('sha256').update(body).digest('hex')}"`
}

/** Does `if-none-match` name this tag? Weak and strong forms are the same here. */
export function isMatch(header: string | undefined, tag: string): boolean {
  const plain = (text: string) => text.trim().replace(/^W\//, '')
  return (header ?? '').split(',').some((each) => plain(each) === plain(tag) || each.trim() === '*')
}
