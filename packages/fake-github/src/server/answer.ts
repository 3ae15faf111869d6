import type { ApiError } from './api-error.js'

/** What is sent back; without a body nothing is. */
export interface Answer {
  readonly status: number
  /** Sent as JSON, or as it is if it is text. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** The answer to a request that fails. */
export function errorAnswer(error: ApiError): Answer {
  return {
    status: error.status,
    body: {
      message: error.message,
      documentation_url: 'https://docs.github.com/rest',
      status: String(error.status),
      ...error.details.body,
    },
    headers: error.details.headers ?? {},
  }
}
