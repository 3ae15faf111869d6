import type { PageSize } from '@data-import/http'
import { graphqlErrorsOf, hasAnswer, statusOf } from './answer-of-error.js'
import type { Github } from './github.js'

/**
 * Asks for one page of `size` items and halves it while GitHub can't compute it: what takes longer than 10 s ends
 * as 502, and the same question would again.
 * https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#timeouts
 */
export async function queryPage<Data>(
  github: Github,
  query: string,
  variables: (size: number) => Record<string, unknown>,
  size: PageSize,
): Promise<Data> {
  for (;;) {
    try {
      const data = await github.query<Data>(query, variables(size.current()), true)
      size.succeeded()
      return data
    } catch (error) {
      // Without any answer the question wasn't too heavy: the network had its repeats already.
      const isUnanswered = statusOf(error) !== undefined && !hasAnswer(error)
      if (isUnanswered || !isTooHeavy(error) || !size.shrink()) throw error
    }
  }
}

/** As {@link queryPage}; what is too heavy even for one item is asked for without what makes it so. */
export async function queryPageOrLighter<Data>(
  github: Github,
  queries: { query: string; lighter: string },
  variables: (size: number) => Record<string, unknown>,
  size: PageSize,
): Promise<Data> {
  try {
    return await queryPage<Data>(github, queries.query, variables, size)
  } catch (error) {
    if (!isTooHeavy(error)) throw error
    return github.query<Data>(queries.lighter, variables(size.current()))
  }
}

const otherReasons: ReadonlySet<string | undefined> = new Set([
  'NOT_FOUND',
  'FORBIDDEN',
  'INSUFFICIENT_SCOPES',
  'RATE_LIMITED',
  'SECONDARY_LIMITED',
  'INVALID_CURSOR_ARGUMENTS',
])

/** Whether a lighter query may be answered: a timeout, or an answer with holes that are about nothing else. */
export function isTooHeavy(error: unknown): boolean {
  const status = statusOf(error)
  const errors = graphqlErrorsOf(error)
  if (errors.length > 0 && status !== undefined && status < 400)
    return !errors.some(({ type }) => otherReasons.has(type))
  return status !== undefined && status >= 500
}
