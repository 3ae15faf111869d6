import type { Action } from '../contract/action.js'
import type { Authorization, DashboardOptions } from '../contract/options.js'
import type { AnyPage, PageAnswer, Scope } from '../contract/page.js'
import type { Suggest } from '../contract/suggest.js'
import { matchPath } from '../http/match-path.js'
import type { Responder } from '../http/respond.js'

/** What a dashboard serves. */
export interface Served {
  options: DashboardOptions
  schema: string
  basePath: string
  respond: Responder
  pages: readonly AnyPage[]
  actions: readonly Action[]
  suggest: Suggest
  /** Tells the host what failed. Never throws. */
  tell(error: unknown): void
}

/** A request of somebody who may read. */
export interface Asked {
  request: Request
  url: URL
  /** Below the dashboard's own address. */
  path: string
  authorization: Authorization
}

/** What a page or an action reads with. */
export function scopeOf(
  { options, schema, suggest }: Served,
  { authorization }: Asked,
  params: Readonly<Record<string, string>>,
  query: URLSearchParams,
): Scope {
  return { db: options.db, schema, params, query, authorization, suggest, actions: options.actions ?? {} }
}

/** The page of a path, with what it has read; undefined if there is none. */
export async function pageAt(
  served: Served,
  asked: Asked,
  path: string,
  query: URLSearchParams,
): Promise<{ page: AnyPage; answer: PageAnswer } | undefined> {
  for (const page of served.pages) {
    const params = matchPath(page.path, path)
    if (!params) continue
    const answer = await page.answer(scopeOf(served, asked, params, query))
    return answer && { page, answer }
  }
  return undefined
}
