/** An answer that is no success, in GitLab's form: https://docs.gitlab.com/api/rest/troubleshooting/ */
export class ApiError extends Error {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`answered ${status}`)
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** `404 Project Not Found`, which also means no access. */
export function notFound(what = ''): ApiError {
  return new ApiError(404, { message: `404 ${what}${what === '' ? '' : ' '}Not Found` })
}

/** `403 Forbidden`. */
export function forbidden(): ApiError {
  return new ApiError(403, { message: '403 Forbidden' })
}
