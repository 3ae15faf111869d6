/** Parameters that count pages, and those that count items. */
const pages = /^(p|pg|page|page[-_]?(number|num|index|no)|page\[number\]|current[-_]?page)$/i
const items = /^(\$?skip|\$?offset|start|start[-_]?(at|index)|from|first|page\[offset\])$/i

/** A parameter that leads on by itself, whatever a count beside it says. */
const opaque = /cursor|token|after|before|since_id|continu|keyset/i

/**
 * Whether a next link counts pages or items (`?page=3`, `?offset=200`), so that what is deleted before it moves the list. Links
 * that hold a cursor or a key don't.
 *
 * @param from what was asked for
 * @param to what the link asks for
 * @param length items of the page
 */
export function isCountedLink(from: URLSearchParams, to: URLSearchParams, length: number): boolean {
  let isCounted = false
  for (const [name, value] of to) {
    if (from.get(name) === value) continue
    if (opaque.test(name)) return false
    if (!/^\d{1,15}$/.test(value)) continue
    const at = Number(from.get(name) ?? Number.NaN)
    const step = Number(value) - at
    if (pages.test(name)) isCounted ||= step === 1 || (Number.isNaN(at) && Number(value) <= 2)
    // The first page is asked for without an offset, which then begins at 0 or 1.
    if (items.test(name)) isCounted ||= Number.isNaN(step) ? Number(value) - length <= 1 : step >= length && step > 0
  }
  return isCounted
}
