/** Characters in which a page says what it is. */
const longestRead = 4_096

const beginning =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|script|meta)\b/i

/**
 * Whether a text is a page for people (HTML), by its beginning, whatever its type says; one that says it is HTML need only begin
 * as a page can.
 */
export function isPage(text: unknown, contentType: string | null): boolean {
  if (typeof text !== 'string') return false
  const start = text.slice(0, longestRead).replace(/^\uFEFF/, '')
  if (beginning.test(start)) return true
  return /^\s*<[a-z!]/i.test(start) && /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '')
}
