/** An answer that says what is wrong, as GitHub words it. */
export class ApiError extends Error {
  override readonly name = 'ApiError'

  constructor(
    readonly status: number,
    message: string,
    readonly details: { readonly body?: Record<string, unknown>; readonly headers?: Record<string, string> } = {},
  ) {
    super(message)
  }
}

/** Missing, or not for this token: GitHub doesn't tell which. */
export function notFound(): ApiError {
  return new ApiError(404, 'Not Found')
}

/** A parameter that GitHub refuses. */
export function unprocessable(message: string): ApiError {
  return new ApiError(422, message)
}
