import { type ListPage, newestFirst } from '@data-import/http'
import type { Answer, Github } from '../client/github.js'
import { listIn } from '../client/list-in.js'
import type { ReadWindow } from './changed-pages.js'
import { readAhead } from './read-ahead.js'

/** As `changedPages`, over a REST list that is ordered by the last change; `position` is `next` of an interrupted walk. */
export function restChangedPages<Item>(
  github: Github,
  path: string,
  position: string | null,
  changedAt: (item: Item) => string,
  { since, until, log }: ReadWindow,
): AsyncGenerator<ListPage<Item>> {
  const pages = newestFirst((from: string | null) => listPages<Item>(github, from ?? path), {
    from: position,
    timeOf: changedAt,
    since,
    until,
    log,
    name: `GitHub's list ${path}`,
  })
  return readAhead(pages)
}

async function* listPages<Item>(github: Github, path: string): AsyncGenerator<ListPage<Item>> {
  for (let url: string | null = path; url !== null; ) {
    const answer: Answer<Item[]> = await github.get<Item[]>(url)
    const items = answer.isModified ? listIn<Item>(answer.body, url) : []
    url = answer.isModified ? answer.next : null
    yield { items, next: url }
  }
}
