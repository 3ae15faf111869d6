import { instance } from '@viz-js/viz'
import type { Column, Schema, Table } from './parse-schema.js'

/** Columns of contributors, which refer without a foreign key. */
const people = new Set([
  'author_id',
  'committer_id',
  'merged_by_id',
  'reviewer_id',
  'creator_id',
  'triggered_by_id',
  'assignee_id',
])

/** Columns that tell canonical tables apart. */
const telling =
  /(_id$|^sha$|^state$|^status$|^result$|^tag$|^metric$|^value$|^full_name$|^email$|^login$|^number$|^remote_key$|^path$|^rule$)/

/** Columns that every canonical table has. */
const common = new Set(['data_source_id', 'external_id'])

/**
 * Draws the tables and what refers to what, as SVG whose colours are those of the page. Each table leads to its heading.
 *
 * @param isShort leave out columns that don't tell tables apart
 */
export async function schemaDiagram({ tables }: Schema, { isShort }: { isShort: boolean }): Promise<string> {
  const drawn = new Set(tables.map(({ name }) => name))
  const nodes = tables.map((table) => nodeOf(table, isShort))
  const edges = tables.flatMap((table) => table.columns.flatMap((column) => edgeOf(table, column, drawn)))
  const graph = `digraph {
    graph [rankdir=RL, ranksep=0.7, nodesep=0.25, bgcolor=transparent, pad=0.1]
    node [shape=plain, fontname=Helvetica, fontsize=11]
    edge [arrowsize=0.6]
    ${[...nodes, ...edges].join('\n')}
  }`
  return withColorsOfPage((await instance()).renderString(graph, { format: 'svg', engine: 'dot' }))
}

function nodeOf({ name, columns }: Table, isShort: boolean): string {
  const shown = columns.filter((column) => !isShort || (telling.test(column.name) && !common.has(column.name)))
  const rows = shown.map(
    (column) =>
      `<tr><td port="${column.name}" align="left" sides="T">${column.name}${column.isNullable ? '' : ' *'}&#160;&#160;</td></tr>`,
  )
  return `${name} [URL="#${name.toLowerCase()}", label=<<table border="1" cellborder="1" cellspacing="0" cellpadding="4" style="rounded"><tr><td port="title" border="0" align="left"><b>${name}</b>&#160;&#160;&#160;</td></tr>${rows.join('')}</table>>]`
}

/** Tables stand to the right of those that they refer to; people stand at the far right. */
function edgeOf({ name }: Table, column: Column, drawn: ReadonlySet<string>): string[] {
  const end = `${name}:${column.name}`
  if (column.references && drawn.has(column.references)) return [`${end}:w -> ${column.references}:title:e`]
  const isPerson = people.has(column.name) && drawn.has('Contributor')
  return isPerson ? [`Contributor:title:w -> ${end}:e [dir=back, style=dashed]`] : []
}

function withColorsOfPage(svg: string): string {
  return svg
    .slice(svg.indexOf('<svg'))
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/(stroke|fill)="black"/g, '$1="currentColor"')
    .replaceAll(/<text (?![^>]*fill=)/g, '<text fill="currentColor" ')
    .replaceAll(/<title>[^<]*<\/title>/g, '')
    .replaceAll(/xlink:title="[^"]*"/g, '')
    .replaceAll(/\n\s*/g, ' ')
}
