import { assetNames } from '../assets.js'
import type { AnyPage } from '../contract/page.js'
import { instant } from '../html/format.js'
import { type Content, type Html, html } from '../html/html.js'
import { documentOf } from '../layout/document.js'
import { wayUp, withQuery } from '../layout/relative.js'
import { notices } from '../notices.js'
import type { Asked, Served } from './served.js'

/** What of a document is the page's own. */
interface Inside {
  title: string
  body: Content
  page?: AnyPage
  isLive?: boolean
  /** Whether it can be had as JSON. */
  hasJson?: boolean
}

/** The document around what a page shows. */
export function framed(served: Served, asked: Asked, inside: Inside): Html {
  const { title, body, page, isLive = false, hasJson = false } = inside
  const { url, path } = asked
  const up = wayUp(url.pathname, served.basePath)
  const query = Object.fromEntries([...url.searchParams].filter(([key]) => key !== 'notice'))
  return documentOf({
    title,
    body,
    up,
    isLive,
    menu: served.pages.flatMap(({ menu, path: target }) =>
      menu === undefined ? [] : [{ label: menu, href: `${up}${target}`, isCurrent: page?.below === target }],
    ),
    hostLinks: served.options.links ?? [],
    assets: assetNames,
    notice: notices[url.searchParams.get('notice') ?? ''],
    json: hasJson ? `${up}${withQuery('data.json', { page: path, ...query })}` : undefined,
    now: instant(new Date()),
  })
}

/** A document that only says something. */
export function messagePage(served: Served, asked: Asked, title: string, ...paragraphs: readonly string[]): Html {
  const back = html`<p><a href="${wayUp(asked.url.pathname, served.basePath)}">What is imported now</a></p>`
  const body = html`<h1>${title}</h1>${paragraphs.map((one) => html`<p>${one}</p>`)}${back}`
  return framed(served, asked, { title, body })
}
