import { definePage } from '../contract/page.js'
import { html } from '../html/html.js'

/** What is imported now. */
export const nowPage = definePage<{ sources: number }>({
  path: '',
  title: 'Now',
  menu: 'Now',
  async load({ db, schema }) {
    const [row] = await db.$queryRawUnsafe<{ sources: number }[]>(
      `SELECT count(*)::int AS sources FROM "${schema}"."DataSource"`,
    )
    return { sources: row?.sources ?? 0 }
  },
  render: ({ sources }) => html`<h1>${sources} data sources</h1>`,
})
