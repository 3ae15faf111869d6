import { listViews, printView } from '@data-import/insight'
import { definePage } from '../contract/page.js'
import { html } from '../html/html.js'

/** The text of one view. */
export interface ViewText {
  name: string
  about: string
  sql: string
}

/** The SQL by which a figure is counted. */
export const sqlPage = definePage<ViewText>({
  path: 'insight/sql/:view',
  title: ({ name }) => name,
  below: 'insight',
  async load({ db, schema, params }) {
    const view = listViews().find(({ name }) => name === params.view)
    const sql = view && (await printView(db, view.name, schema))
    return view && sql !== undefined ? { ...view, sql } : undefined
  },
  render: ({ name, about, sql }, page) => html`<p class="crumbs"><a href="${page.link('insight')}">Insight</a></p>
<h1>${name}</h1>
<p class="lead">${about}</p>
<pre tabindex="0">${sql}</pre>
<p class="soft">It is in the schema <code>insight</code> of your database: ask it by <code>data-import sql "select * from insight.${name}"</code>, or with any client.</p>`,
})
