import { type Content, type Html, html } from './html.js'

/** A figure that people read before the words around it. */
export interface Figure {
  label: string
  value: Content
  note?: Content
}

/** Figures in a row. */
export function figures(all: readonly Figure[]): Html {
  return html`<dl class="figures">${all.map(
    ({ label, value, note }) =>
      html`<div><dt>${label}</dt><dd class="figure">${value}</dd>${note && html`<dd class="note">${note}</dd>`}</div>`,
  )}</dl>`
}

/** Facts, one below the other; those that are undefined are left out. */
export function facts(all: readonly (readonly [label: string, value: Content])[]): Html {
  const known = all.filter(([, value]) => value !== undefined && value !== null && value !== false)
  return html`<dl class="facts">${known.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`
}

/** What stands where there is nothing to show: why, and what to do. */
export function empty(...paragraphs: readonly Content[]): Html {
  return html`<div class="empty">${paragraphs.map((one) => html`<p>${one}</p>`)}</div>`
}
