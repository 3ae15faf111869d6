import { formatCount } from './format.js'
import { type Content, html } from './html.js'

/** What paging needs of a page. */
interface Linking {
  link(path: string, query?: Readonly<Record<string, string | number | undefined>>): string
  query: URLSearchParams
}

/** One page of a list that is in memory, and the links to the others. */
export function onePage<Row>(
  all: readonly Row[],
  name: string,
  size: number,
  path: string,
  page: Linking,
): { shown: readonly Row[]; controls: Content } {
  const asked = Number(page.query.get(name) ?? 0)
  const from = Number.isInteger(asked) && asked > 0 && asked < all.length ? asked : 0
  const others = Object.fromEntries([...page.query].filter(([key]) => key !== name && key !== 'notice'))
  const shown = all.slice(from, from + size)
  const to = (start: number) => page.link(path, { ...others, [name]: start > 0 ? start : undefined })
  const controls =
    all.length > size &&
    html`<nav class="pages" aria-label="More">${from > 0 && html`<a href="${to(Math.max(0, from - size))}">Previous</a>`}<span class="soft">${formatCount(from + 1)}–${formatCount(from + shown.length)} of ${formatCount(all.length)}</span>${
      from + size < all.length && html`<a href="${to(from + size)}">Next</a>`
    }</nav>`
  return { shown, controls }
}
