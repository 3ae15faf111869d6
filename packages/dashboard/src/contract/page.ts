import type { InsightDatabase } from '@data-import/insight'
import type { Html } from '../html/html.js'
import type { Authorization, DashboardActions } from './options.js'
import type { Suggest } from './suggest.js'

/** What a page reads with. */
export interface Scope {
  db: InsightDatabase
  /** Postgres schema of the tables. */
  schema: string
  /** What stands in the address for `:name` of the page's path. */
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  authorization: Authorization
  /** Finds people who may be one; what it found is kept. */
  suggest: Suggest
  /** What the host lets people do. */
  actions: DashboardActions
}

/** What a page renders with. */
export interface PageContext {
  /** An address of this dashboard, relative to the page: `page.link('runs/' + id, { level: 'ERROR' })`. */
  link(path: string, query?: Readonly<Record<string, string | number | undefined>>): string
  /** A button that does an action of `actions.ts`; nothing for who may not act. */
  button(action: string, fields: Readonly<Record<string, string>>, label: string): Html | undefined
  canAct: boolean
  query: URLSearchParams
  actions: DashboardActions
}

/** A page: what it reads, and the HTML that it makes of it. */
export interface Page<Data> {
  /** Below the dashboard's own address, without a slash at either end: `runs/:run`. */
  path: string
  title: string | ((data: Data) => string)
  /** What the menu calls it; without it, it isn't in the menu. */
  menu?: string
  /** The path of the page in the menu that it belongs to. Default: its own. */
  below?: string
  /** Reads everything that the page shows. Undefined: there is no such thing, which answers 404. */
  load(scope: Scope): Promise<Data | undefined>
  /** Pure: the same data makes the same page. */
  render(data: Data, page: PageContext): Html
  /** Whether something on it changes just now, so that it is fetched again and again. Default: no. */
  isLive?(data: Data): boolean
}

/** What a page has answered. */
export interface PageAnswer {
  title: string
  data: unknown
  isLive: boolean
  render(page: PageContext): Html
}

/** A page of which nobody needs to know what its data is. */
export interface AnyPage {
  path: string
  menu: string | undefined
  below: string
  answer(scope: Scope): Promise<PageAnswer | undefined>
}

/** Makes a page one of the list. */
export function definePage<Data>(page: Page<Data>): AnyPage {
  const { path, title, menu, below = path } = page
  return {
    path,
    menu,
    below,
    async answer(scope) {
      const data = await page.load(scope)
      if (data === undefined) return undefined
      return {
        title: typeof title === 'string' ? title : title(data),
        data,
        isLive: page.isLive?.(data) ?? false,
        render: (context) => page.render(data, context),
      }
    },
  }
}
