import type { FakeGithub } from './fake-github.js'

/** What a test reads of an answer. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  // Tests look into bodies of every shape.
  readonly body: Json
}

/** Anything that JSON can hold, read without ceremony. */
export interface Json {
  readonly [key: string]: Json
  [Symbol.iterator](): Iterator<Json>
}

/** A client that sends a token and follows links, and nothing more. */
export function createClient(github: FakeGithub, token: string | null) {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }

  async function get(path: string, headers: Record<string, string> = {}): Promise<Answered> {
    const url = path.startsWith('http') ? path : `${github.url}${path}`
    const response = await fetch(url, { headers: { ...authorization, ...headers }, redirect: 'manual' })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }

  /** Every row of a list, page after page. */
  async function list(path: string, key?: string): Promise<Json[]> {
    const rows: Json[] = []
    for (let next: string | undefined = path; next; ) {
      const { body, headers, status } = await get(next)
      if (status !== 200) return rows
      rows.push(...(key === undefined ? body : (body[key] ?? [])))
      next = nextLink(headers)
    }
    return rows
  }

  async function graphql(query: string, variables: Record<string, unknown> = {}): Promise<Json> {
    const response = await fetch(`${github.url.replace(/\/v3$/, '')}/graphql`, {
      method: 'POST',
      headers: authorization,
      body: JSON.stringify({ query, variables }),
    })
    return JSON.parse(await response.text())
  }

  return { get, list, graphql }
}

/** Where the next page is. */
export function nextLink(headers: Headers): string | undefined {
  return /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]
}
