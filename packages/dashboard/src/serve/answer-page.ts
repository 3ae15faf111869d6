import type { PageContext } from '../contract/page.js'
import { wayUp, withQuery } from '../layout/relative.js'
import { formSession } from '../security/form-token.js'
import { actionForm } from './action-form.js'
import { explain } from './explain.js'
import { framed, messagePage } from './frame.js'
import { type Asked, pageAt, type Served } from './served.js'

/** Answers with the HTML of a page. */
export async function answerPage(served: Served, asked: Asked): Promise<Response> {
  const { respond } = served
  const { url, path, authorization } = asked
  try {
    const found = await pageAt(served, asked, path, url.searchParams)
    if (!found) return respond.page(noSuchPage(served, asked), 404)
    const { page, answer } = found
    const { context, cookie } = contextOf(served, asked)
    const body = answer.render(context)
    const document = framed(served, asked, {
      title: answer.title,
      body,
      page,
      isLive: answer.isLive,
      hasJson: true,
    })
    return respond.page(document, 200, cookie && authorization.act ? { 'set-cookie': cookie } : {})
  } catch (error) {
    return explain(served, asked, error)
  }
}

/** Answers with what the page of the parameter `page` was made from. */
export async function answerJson(served: Served, asked: Asked): Promise<Response> {
  const query = new URLSearchParams(asked.url.searchParams)
  const path = query.get('page') ?? ''
  query.delete('page')
  const found = await pageAt(served, asked, path.replace(/^\/+|\/+$/g, ''), query)
  if (!found) return served.respond.json({ error: 'There is no such page.' }, 404)
  return served.respond.json({ title: found.answer.title, data: found.answer.data })
}

function contextOf(served: Served, { request, url, authorization }: Asked) {
  const up = wayUp(url.pathname, served.basePath)
  const { token, cookie } = formSession(request, authorization.name)
  const context: PageContext = {
    link: (path, query) => `${up}${withQuery(path, query)}`,
    button: (action, fields, label) =>
      authorization.act ? actionForm(`${up}${action}`, { ...fields, token }, label) : undefined,
    canAct: authorization.act,
    query: url.searchParams,
    actions: served.options.actions ?? {},
  }
  return { context, cookie }
}

function noSuchPage(served: Served, asked: Asked) {
  return messagePage(
    served,
    asked,
    'There is no such page',
    'What it showed may have been removed: runs are deleted after the time that the host keeps them.',
  )
}
