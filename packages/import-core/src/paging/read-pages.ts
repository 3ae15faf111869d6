import type { RunLog } from '../contract/execution-context.js'
import { HttpError } from '../errors/http-error.js'
import { ImportError, TransientError } from '../errors/import-error.js'
import { addressOf } from '../http/address.js'
import type { HttpAnswer, HttpSource } from '../http/http-source.js'
import type { PagesOptions } from './pages-options.js'
import type { BeginAnew, Page, PageRead } from './paging.js'
import { createRepeatCheck } from './repeat-check.js'

/** Who reads a list. */
export interface PagesReader {
  name: string
  base: URL
  log: RunLog | undefined
  get: HttpSource['get']
}

/** A list that loses items so often can't be read as a whole. */
const mostRestarts = 3
/** A vendor that leaves out what may not be seen gives empty pages, but not without an end. */
const mostEmptyPages = 1_000
/** They say nothing of the position: who asks may not, or not now. */
const otherStatuses: ReadonlySet<number> = new Set([401, 403, 408, 425, 429])

/** Reads a list page by page, each only when the one before was taken. */
export async function* readPages<Item, Body>(
  reader: PagesReader,
  path: string,
  options: PagesOptions<Item, Body>,
): AsyncGenerator<Page<Item, Body>> {
  const { name, log } = reader
  const { paging } = options
  const what = `GET ${addressOf(name, reader.base, path).pathname}`
  const from = options.from ?? null
  let position = typeof from === 'string' && paging.isPosition(from) ? from : null
  let isResumed = position !== null
  let restarts = 0
  let emptyPages = 0
  let isRepeated = createRepeatCheck(position)
  const beginAnew = (why: string) => {
    log?.warn(`${name}: the list of ${what} is read from its start again: ${why}.`)
    position = null
    isResumed = false
    isRepeated = createRepeatCheck(null)
  }
  if (from !== null && position === null) beginAnew('the position where the last walk stopped is none of its paging')
  for (;;) {
    const answer = await askFor(reader, path, options, position).catch((error: unknown) => {
      if (!isResumed || !isExpired(options, error)) throw error
      return null
    })
    if (answer === null) {
      beginAnew('the position where the last walk stopped is no longer known')
      continue
    }
    isResumed = false
    const { items, after } = readPage(reader, what, options, position, answer)
    if (typeof after === 'object' && after !== null) {
      if (++restarts > mostRestarts) throw new TransientError(`${name} can't be read (${what}): ${after.beginAnew}.`)
      beginAnew(after.beginAnew)
      continue
    }
    emptyPages = items.length === 0 ? emptyPages + 1 : 0
    if (after !== null && (isRepeated(after) || emptyPages > mostEmptyPages)) {
      throw new TransientError(`${name} gives the same pages again and again (${what}).`)
    }
    yield { items, next: after, body: answer.body }
    if (after === null) return
    position = after
  }
}

function askFor<Item, Body>(
  { base, get }: PagesReader,
  path: string,
  { paging, query, headers = {} }: PagesOptions<Item, Body>,
  position: string | null,
): Promise<HttpAnswer<Body>> {
  const request = paging.request(position)
  if ('pathOnOrigin' in request) return get<Body>(`${base.origin}${request.pathOnOrigin}`, { headers })
  return get<Body>(path, { query: { ...query, ...request.query }, headers })
}

/** What an answer says; a form that isn't the expected one is the vendor's fault and not the script's. */
function readPage<Item, Body>(
  { name, base, log }: PagesReader,
  what: string,
  { paging, items: itemsOf }: PagesOptions<Item, Body>,
  position: string | null,
  answer: HttpAnswer<Body>,
): { items: readonly Item[]; after: string | null | BeginAnew } {
  const { body, url } = answer
  try {
    // Without a reader, the author claims that the answer is the list.
    const items = itemsOf ? itemsOf(body) : (body as unknown as readonly Item[])
    if (!Array.isArray(items)) throw new TransientError(`${name} answered something else than a list (${what}).`)
    const page: PageRead<Item, Body> = {
      position,
      list: `${name} (${what})`,
      items,
      body,
      answer,
      pathOf(link) {
        if (!URL.canParse(link, url)) throw new TransientError(`${name} links to what is no address (${what}).`)
        const { pathname, search } = addressOf(name, base, new URL(link, url).href)
        return pathname + search
      },
      warn: (message) => log?.warn(`${name} (${what}): ${message}.`),
    }
    return { items, after: paging.after(page) }
  } catch (error) {
    if (ImportError.isInstance(error)) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new TransientError(`${name} answered something else than a list (${what}): ${reason}`, { cause: error })
  }
}

function isExpired<Item, Body>(options: PagesOptions<Item, Body>, error: unknown): boolean {
  if (options.isExpired) return options.isExpired(error)
  if (!HttpError.isInstance(error)) return false
  return error.status >= 400 && error.status < 500 && !otherStatuses.has(error.status)
}
