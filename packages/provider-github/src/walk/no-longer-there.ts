import { TransientError } from '@data-import/core/provider'
import { graphqlErrorsOf, readAnswer, statusOf } from '../client/answer-of-error.js'
import { nothingReasonOf } from '../client/refusal.js'

/** GitHub gives nothing any more at a position that it gave before: a commit that a force push has dropped, a page's cursor. */
export class NoLongerThere extends Error {
  override readonly name = 'NoLongerThere'
}

/** What GitHub answers where a position means nothing to it: a page's number or cursor, a commit. */
const refusing: ReadonlySet<number | undefined> = new Set([400, 416, 422])

/**
 * Why a position can't be used any more, by what the request there answered; undefined where it is about something else.
 * What is gone or hidden is so as a whole, but for what was asked before anything else.
 * @param isFirst whether it is the first request of a walk that continues at a stored position
 */
export function positionRefusalOf(error: unknown, isFirst: boolean): string | undefined {
  if (error instanceof NoLongerThere) return error.message
  if (isForeign(error)) return isFirst ? `its position is at another address (${error.message})` : undefined
  const status = statusOf(error)
  const types = graphqlErrorsOf(error).map(({ type }) => type)
  if (types.some((type) => type?.startsWith('INVALID_CURSOR'))) return `GitHub doesn't know its position any more`
  if (refusing.has(status)) return `GitHub refuses its position (${status})`
  const isGone = status === 404 || status === 410 || types.includes('NOT_FOUND')
  if (isFirst && isGone && isPositionAnswer(error)) {
    return `GitHub has nothing at its position any more (${status === 200 ? 404 : status})`
  }
  return undefined
}

/** Not a page for people, nor a proof that nothing is there. Of the GraphQL address too: a walk from the start meets it again. */
function isPositionAnswer(error: unknown): boolean {
  return readAnswer(error)?.isPage === false && nothingReasonOf(error) === undefined
}

/** The guarded `fetch` sends nothing there. */
function isForeign(error: unknown): error is Error {
  return error instanceof Error && /points to another host/.test(error.message)
}

/** What it is where no position is left that could be dropped: the next pass asks again. */
export function asPassing(error: unknown): unknown {
  if (!(error instanceof NoLongerThere)) return error
  return new TransientError(`${error.message} The next pass asks again.`, { cause: error })
}
