import { ConfigurationError, HttpError, type RunLog, TransientError } from '@data-import/core/provider'
import type { HttpSource } from '@data-import/http'
import { unlessGone } from './unless-gone.js'

/** A part of a query that a server may not know. */
export interface QueryPart {
  name: string
  /** What stands in the query. */
  text: string
  /** Names in it by which an error tells that this part is meant. */
  fields: readonly string[]
  /** Variables that it needs besides. */
  declares?: string
}

/** A query of parts, each of which may be missing in an answer. */
export interface PartedQuery {
  name: string
  parts: readonly QueryPart[]
  /** @param declared the variables of the parts, beginning with a comma where there are any */
  textOf(parts: string, declared: string): string
}

/** An answer, and which parts it has. */
export interface PartedAnswer<Data> {
  data: Data
  has(part: string): boolean
}

/** What a pass has learned of the server. */
export interface GraphqlMemory {
  /** Parts that the server doesn't know, by query. */
  dropped: Map<string, Set<string>>
  isOff: boolean
}

type Variables = Readonly<Record<string, unknown>>

/** Asks GraphQL, where there is one: all that it tells can be had in another way, or is unknown. */
export interface Graphql {
  /** Whether this pass has found none. */
  isOff(): boolean
  /**
   * Asks about many records, fewer at once where the server finds that too much. Parts that it doesn't know are left out from then on, and
   * what it doesn't answer at all is in no answer.
   * @param variablesOf `isAnew` where the server has refused them: then without what was kept of the pass before
   */
  askAll<Data, Item>(
    query: PartedQuery,
    items: readonly Item[],
    mostAtOnce: number,
    variablesOf: (asked: readonly Item[], isAnew: boolean) => Variables,
  ): AsyncGenerator<PartedAnswer<Data>>
}

interface Body<Data> {
  data?: Data | null
  errors?: readonly ({ message?: unknown } | null)[] | null
}

/** Opens it. @param memory shared by all scripts of a pass */
export function createGraphql(source: HttpSource, memory: GraphqlMemory, log: RunLog | undefined): Graphql {
  return {
    isOff: () => memory.isOff,
    async *askAll<Data, Item>(
      query: PartedQuery,
      items: readonly Item[],
      mostAtOnce: number,
      variablesOf: (asked: readonly Item[], isAnew: boolean) => Variables,
    ) {
      let size = mostAtOnce
      for (let start = 0; start < items.length; ) {
        const asked = items.slice(start, start + size)
        const answer = await ask<Data>(query, variablesOf(asked, false), variablesOf(asked, true))
        if (answer === 'too complex' && asked.length > 1) {
          size = Math.ceil(asked.length / 2)
          log?.info(`GitLab finds the query ${query.name} too complex: it asks about ${size} at once.`)
          continue
        }
        if (answer === null) return
        if (answer !== 'too complex') yield answer
        start += asked.length
      }
    },
  }

  /** Null where the server has no GraphQL, or none that answers this. */
  async function ask<Data>(
    query: PartedQuery,
    variables: Variables,
    anew: Variables,
  ): Promise<PartedAnswer<Data> | 'too complex' | null> {
    const dropped = memory.dropped.get(query.name) ?? new Set<string>()
    memory.dropped.set(query.name, dropped)
    while (!memory.isOff) {
      const parts = query.parts.filter(({ name }) => !dropped.has(name))
      if (parts.length === 0) return null
      const declared = parts.flatMap(({ declares }) => (declares ? [`, ${declares}`] : [])).join('')
      const text = query.textOf(parts.map((part) => part.text).join(' '), declared)
      const body = await unlessGone((isAnew) =>
        post<Data>(source, { query: text, variables: usedIn(text, isAnew ? anew : variables) }),
      )
      if (body === undefined) {
        memory.isOff = true
        log?.info(
          'GitLab has no GraphQL here: changes are looked for by REST, and lines of merge requests stay unknown.',
        )
        return null
      }
      const messages = (body.errors ?? []).flatMap((error) => (typeof error?.message === 'string' ? error.message : []))
      if (body.data) return { data: body.data, has: (name) => parts.some((part) => part.name === name) }
      if (messages.some((message) => /complexity/i.test(message))) return 'too complex'
      if (messages.some((message) => /time.?out|internal server error|try again/i.test(message))) {
        throw new TransientError(`GitLab could not answer the query ${query.name}: ${messages[0]}`)
      }
      const unknown = parts.filter(({ fields }) => messages.some((message) => namesOneOf(message, fields)))
      // Where nothing tells which part it is, the first alone is tried.
      const left = unknown.length > 0 ? unknown : parts.length > 1 ? parts.slice(1) : parts
      for (const { name } of left) dropped.add(name)
      log?.info(
        `GitLab's GraphQL doesn't know ${left.map(({ name }) => name).join(', ')}: ${messages[0] ?? 'it gave no reason'}`,
      )
    }
    return null
  }
}

async function post<Data>(source: HttpSource, json: unknown): Promise<Body<Data> | null> {
  try {
    const { body } = await source.post<Body<Data> | null>('/graphql', { json, isIdempotent: true, isOfPart: true })
    if (body && typeof body === 'object' && ('data' in body || Array.isArray(body.errors))) return body
    throw new TransientError("GitLab's GraphQL answered something else than data.")
  } catch (error) {
    if (HttpError.isInstance(error) && [400, 403, 404, 405, 410, 501].includes(error.status)) return null
    // A page for people at that address: the token is good for REST, or that says so.
    if (ConfigurationError.isInstance(error) && /page for people/.test(error.message)) return null
    throw error
  }
}

/** A variable that no part uses is an error. */
function usedIn(text: string, variables: Variables): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => new RegExp(`\\$${name}\\b`).test(text)))
}

/** `Field 'languages' doesn't exist on type 'Project'`, `Cannot query field "languages"`, `doesn't accept argument 'updatedAfter'`. */
function namesOneOf(message: string, fields: readonly string[]): boolean {
  const named = [...message.matchAll(/['"`](?:\w+\.)?(\w+)['"`]/g)].map(([, name]) => name)
  return named.some((name) => name !== undefined && fields.includes(name))
}
