import { type Content, type Html, html } from './html.js'

/** A column of a table. */
export interface Column<Row> {
  title: Content
  /** What a card calls it. Default: the title. */
  label?: string
  cell(row: Row): Content
  /** Numbers stand on the right; a long text may break; `when` is a bar on a scale. The first column heads its row. */
  kind?: 'number' | 'text' | 'when'
}

/**
 * A table that becomes a list of cards on a narrow screen.
 *
 * @param caption what it shows, for those who can't see where it stands.
 */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table class="cards">
<thead><tr>${columns.map(({ title, kind }) => html`<th scope="col"${kind && html` class="${kind}"`}>${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${columns.map((column, index) => cellOf(column, row, index === 0))}</tr>\n`)}</tbody>
</table></div>`
}

function cellOf<Row>({ title, label = String(title), cell, kind }: Column<Row>, row: Row, isFirst: boolean): Html {
  const content = cell(row)
  if (isFirst) return html`<th scope="row">${content}</th>`
  const isNone = ['', '–'].includes(String(html`${content}`))
  const classes = [kind, isNone && 'none'].filter(Boolean).join(' ')
  return html`<td data-label="${label}"${classes && html` class="${classes}"`}><span>${content}</span></td>`
}
