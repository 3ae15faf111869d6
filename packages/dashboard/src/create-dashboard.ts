import { actions } from './actions.js'
import { assets } from './assets.js'
import type { DashboardOptions } from './contract/options.js'
import { createResponder, withoutBody } from './http/respond.js'
import { pathBelow } from './layout/relative.js'
import { createSuggestions } from './links/create-suggestions.js'
import { pages } from './pages.js'
import { answerAction } from './serve/answer-action.js'
import { answerHealth, answerMetrics } from './serve/answer-health.js'
import { answerJson, answerPage } from './serve/answer-page.js'
import { explain } from './serve/explain.js'
import type { Asked, Served } from './serve/served.js'
import { createTeller } from './serve/tell.js'

/** What isn't HTML, by its path. */
const others: ReadonlyMap<string, (served: Served, asked: Asked) => Promise<Response>> = new Map([
  ['data.json', answerJson],
  ['health', answerHealth],
  ['metrics', answerMetrics],
])

/**
 * Makes the page that says what is imported, what is not and why: a function from a `Request` to a `Response`, for whatever router the host has.
 *
 * @example
 * ```ts
 * import { createDashboard } from '@data-import/dashboard'
 * import type { InsightDatabase } from '@data-import/insight'
 *
 * export function importPage(db: InsightDatabase, isAdmin: (request: Request) => Promise<boolean>) {
 *   return createDashboard({
 *     db,
 *     basePath: '/admin/import',
 *     authorize: async (request) => ((await isAdmin(request)) ? { read: true, act: true } : null),
 *   })
 * }
 * ```
 */
export function createDashboard(options: DashboardOptions): (request: Request) => Promise<Response> {
  const { basePath = '', schema = 'data', frameAncestors } = options
  const respond = createResponder(frameAncestors)
  const tell = createTeller(options.onError)
  const suggest = createSuggestions(options.db, schema)
  const served: Served = { options, schema, basePath, respond, pages, actions, suggest, tell }

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const path = pathBelow(url.pathname, basePath)
    const authorization = await options.authorize(request)
    if (path === undefined || !authorization?.read) return respond.notFound()
    const asked: Asked = { request, url, path, authorization }
    // No text in Postgres can have a NUL.
    if (/%00/.test(url.pathname + url.search)) return respond.notFound()
    if (request.method === 'POST') return answerAction(served, asked)
    if (actions.some((action) => action.path === path)) return respond.notAllowed('POST')
    if (request.method !== 'GET' && request.method !== 'HEAD') return respond.notAllowed('GET, HEAD')
    const asset = assets.get(path)
    if (asset) return respond.asset(asset.body, asset.type)
    const special = others.get(path)
    return special
      ? special(served, asked).catch((error) => explain(served, asked, error, 'json'))
      : answerPage(served, asked)
  }
  return async (request) => {
    try {
      const response = await answer(request)
      return request.method === 'HEAD' ? withoutBody(response) : response
    } catch (error) {
      tell(error)
      return respond.text('The dashboard failed. The log of the application says why.\n', 500)
    }
  }
}
