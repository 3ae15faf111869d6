import { ImportError } from '../errors/import-error.js'

/** Answers with which an outside system refuses a position that it doesn't know any more. */
const refusals: ReadonlySet<number> = new Set([400, 404, 410, 416, 422])

/** Answers that say nothing about the position: the credentials are refused, a limit holds, the server is busy. */
const others: ReadonlySet<number> = new Set([401, 403, 407, 408, 425, 429])

/** The status with which a stored position seems to be refused; undefined where nothing says so. */
export function refusedWith(error: unknown): number | undefined {
  const status = httpStatusOf(error)
  return status !== undefined && refusals.has(status) ? status : undefined
}

/** Whether a failure passes or is about something else, so that it says nothing about the position that the walk began at. */
export function saysNothingOfPosition(error: unknown): boolean {
  const status = httpStatusOf(error)
  if (status !== undefined) return status >= 500 || others.has(status)
  return causesOf(error).some(
    (one) => (ImportError.isInstance(one) && one.recovery === 'retry') || isOfNetwork(one) || isAborted(one),
  )
}

/** The first HTTP status among an error and its causes, as `HttpError` and the errors of most HTTP clients have it. */
function httpStatusOf(error: unknown): number | undefined {
  for (const one of causesOf(error)) {
    const { status, statusCode } = one as { status?: unknown; statusCode?: unknown }
    for (const given of [status, statusCode]) {
      if (typeof given === 'number' && Number.isInteger(given) && given >= 400 && given <= 599) return given
    }
  }
  return undefined
}

const deepest = 8

function causesOf(error: unknown): Error[] {
  const causes: Error[] = []
  for (let one = error; one instanceof Error && causes.length < deepest; one = one.cause) causes.push(one)
  return causes
}

/** https://nodejs.org/api/errors.html#common-system-errors */
function isOfNetwork(error: Error): boolean {
  const code = 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^(ECONN|ENOTFOUND|ENET|EHOST|EPIPE|ETIMEDOUT|EAI_AGAIN|UND_ERR)/.test(code)
}

function isAborted({ name }: Error): boolean {
  return name === 'AbortError' || name === 'TimeoutError'
}
