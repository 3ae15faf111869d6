import { hasAnswer, readAnswer } from '../client/answer-of-error.js'
import type { Connection, ConnectionOptions } from '../client/connection.js'
import type { Github } from '../client/github.js'
import type { Usage } from '../client/usage.js'
import type { Settings } from '../settings.js'

/** What the parts of a check look with. */
export interface Look {
  settings: Settings
  connection: Connection
  github: Github
  usage: Usage
  signal: AbortSignal
  /** What its connection was made with. */
  options: ConnectionOptions
}

/** An answer with its headers, which say what the token is and may do. */
export interface Looked<Body> {
  status: number
  headers: Readonly<Record<string, string | number | undefined>>
  /** Undefined for an answer that refuses. */
  body?: Body
  /** Of an answer that refuses. */
  error?: unknown
}

/** One REST request; an answer that refuses is a finding and no failure. */
export async function look<Body>({ connection, usage, signal, options }: Look, url: string): Promise<Looked<Body>> {
  try {
    const { status, headers, data } = await connection.octokit.request({
      method: 'GET',
      url,
      request: { signal, fetch: connection.fetchFor({ usage, maximumWaitMs: options.maximumWaitMs ?? 0, retries: 1 }) },
    })
    // The caller knows the body of what it asks for.
    return { status, headers, body: data as Body }
  } catch (error) {
    const answer = hasAnswer(error) ? readAnswer(error) : undefined
    if (!answer || answer.status >= 500) throw error
    return { status: answer.status, headers: answer.headers, error }
  }
}
