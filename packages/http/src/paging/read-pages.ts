import {
  ConfigurationError,
  HttpError,
  ImportError,
  isOwnQuestion,
  type RunLog,
  TransientError,
} from '@data-import/core/provider'
import type { HttpAnswer, HttpSource } from '../contract/http-source.js'
import type { PagesOptions } from '../contract/pages-options.js'
import type { BeginAnew, Page, PageRead, PageRequest } from '../contract/paging.js'
import { type AddressBase, addressOf } from '../request/address.js'
import { isAbsent } from '../request/is-absent.js'
import { createProgressCheck } from './progress-check.js'
import { createRepeatCheck } from './repeat-check.js'

/** Who reads a list. */
export interface PagesReader extends AddressBase {
  log: RunLog | undefined
  get: HttpSource['get']
  post: HttpSource['post']
}

/** A list that loses items so often can't be read as a whole. */
const mostRestarts = 3
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
  const { pathname } = addressOf(reader, path)
  const what = `${options.json ? 'POST' : 'GET'} ${pathname}`
  const list = { reader, what, path, options, isOfPart: options.isOfPart ?? !isOwnQuestion(pathname) }
  const from = options.from ?? null
  let position = typeof from === 'string' && paging.isPosition(from) ? from : null
  let isResumed = position !== null
  let restarts = 0
  let isRepeated = createRepeatCheck(position)
  const progress = createProgressCheck(`${name} (${what})`)
  const beginAnew = (why: string) => {
    log?.warn(`${name}: the list of ${what} is read from its start again: ${why}.`)
    position = null
    isResumed = false
    isRepeated = createRepeatCheck(null)
  }
  if (from !== null && position === null) beginAnew('the position where the last walk stopped is none of its paging')
  for (;;) {
    const answer = await askFor(list, paging.request(position)).catch((error: unknown) => {
      if (position === null && isAbsent(error, options.absentOn)) return undefined
      if (!isResumed || !isExpired(options, error)) throw error
      return null
    })
    if (answer === undefined) return
    if (answer === null) {
      beginAnew('the position where the last walk stopped is no longer known')
      continue
    }
    isResumed = false
    const read = await readPage(list, position, answer)
    if ('beginAnew' in read) {
      if (++restarts > mostRestarts) throw new TransientError(`${name} can't be read (${what}): ${read.beginAnew}.`)
      beginAnew(read.beginAnew)
      continue
    }
    const { items, next, body } = read
    if (next !== null) progress(items)
    if (next !== null && isRepeated(next)) {
      throw new TransientError(`${name} gives the same pages again and again (${what}).`)
    }
    yield { items, next, body }
    if (next === null) return
    position = next
  }
}

interface ListRead<Item, Body> {
  reader: PagesReader
  what: string
  path: string
  isOfPart: boolean
  options: PagesOptions<Item, Body>
}

function askFor<Item, Body>(
  { reader: { name, base, get, post }, path, options: { query, headers = {}, json }, isOfPart }: ListRead<Item, Body>,
  request: PageRequest,
): Promise<HttpAnswer<Body>> {
  if ('pathOnOrigin' in request) {
    if (json) throw new ConfigurationError(`${name}: pages that are asked for by POST can't be led on by links.`)
    return get<Body>(`${base.origin}${request.pathOnOrigin}`, { headers, isOfPart })
  }
  const parameters = { ...query, ...request.query }
  if (!json) return get<Body>(path, { query: parameters, headers, isOfPart })
  return post<Body>(path, { json: json(parameters), headers, isOfPart, isIdempotent: true })
}

/** A page that counts: the one that was asked for, or an earlier one where the list has moved. */
async function readPage<Item, Body>(
  list: ListRead<Item, Body>,
  position: string | null,
  answer: HttpAnswer<Body>,
): Promise<Page<Item, Body> | BeginAnew> {
  const { paging } = list.options
  const { page, result } = understand(list, position, answer, (read) => ({ page: read, result: paging.after(read) }))
  const { items, body } = page
  if (result === null || typeof result === 'string') return { items, next: result, body }
  if ('beginAnew' in result) return result
  if ('repeated' in result) return { items: items.slice(result.repeated), next: result.next, body }
  const earlier = await askFor(list, result.askAgain)
  const again = understand(list, position, earlier, (read) => ({ page: read, verdict: result.judge(read) }))
  if ('beginAnew' in again.verdict) return again.verdict
  const { isMoved, next } = again.verdict
  return isMoved ? { items: again.page.items, next, body: again.page.body } : { items, next, body }
}

/** What an answer says; a form that isn't the expected one is the vendor's fault and not the script's. */
function understand<Item, Body, Result>(
  { reader, what, options }: ListRead<Item, Body>,
  position: string | null,
  answer: HttpAnswer<Body>,
  use: (page: PageRead<Item, Body>) => Result,
): Result {
  const { body, url } = answer
  const { name, log } = reader
  try {
    // Without a reader, the author claims that the answer is the list.
    const items = options.items ? options.items(body) : (body as unknown as readonly Item[])
    if (!Array.isArray(items)) throw new TransientError(`${name} answered something else than a list (${what}).`)
    return use({
      position,
      list: `${name} (${what})`,
      items,
      body,
      answer,
      pathOf(link) {
        if (!URL.canParse(link, url)) throw new TransientError(`${name} links to what is no address (${what}).`)
        const { pathname, search } = addressOf(reader, new URL(link, url).href)
        return pathname + search
      },
      warn: (message) => log?.warn(`${name} (${what}): ${message}.`),
    })
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
