import { ConfigurationError } from '@data-import/core'
import { matchPath } from '../http/match-path.js'
import { readForm } from '../http/read-form.js'
import { wayUp, withQuery } from '../layout/relative.js'
import { isFormToken } from '../security/form-token.js'
import { isOwnRequest } from '../security/is-own-request.js'
import { explain } from './explain.js'
import { messagePage } from './frame.js'
import { type Asked, type Served, scopeOf } from './served.js'

/** Does what a button asks for, if the one who pressed it may, and the form is one of ours. */
export async function answerAction(served: Served, asked: Asked): Promise<Response> {
  const { respond, actions, pages, basePath } = served
  const { request, url, path, authorization } = asked
  const action = actions.find((one) => one.path === path)
  if (!action) {
    const isPage = pages.some((page) => matchPath(page.path, path))
    return isPage ? respond.notAllowed('GET, HEAD') : respond.notFound()
  }
  const refuse = (title: string, why: string) => respond.page(messagePage(served, asked, title, why), 403)
  if (!authorization.act) return refuse('You may only look', 'Who may act here is decided by the application.')
  if (!isOwnRequest(request)) {
    return refuse('Nothing was done', 'The form did not come from a page of this dashboard.')
  }
  const form = await readForm(request)
  if (!form || !isFormToken(request, authorization.name, form.get('token'))) {
    return refuse('Nothing was done', 'The page was out of date. Go back, load it again, and press the button again.')
  }
  form.delete('token')
  try {
    const { path: next, query = {}, notice } = await action.run(scopeOf(served, asked, {}, url.searchParams), form)
    return respond.seeOther(`${wayUp(url.pathname, basePath)}${withQuery(next, { ...query, notice })}`)
  } catch (error) {
    if (ConfigurationError.isInstance(error)) {
      return respond.page(messagePage(served, asked, 'Nothing was done', error.message), 409)
    }
    return explain(served, asked, error)
  }
}
