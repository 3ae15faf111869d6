/**
 * The pages of a list, the next of which is asked for while one is saved. Only for lists that say themselves where they end: whoever
 * stops before has asked for a page too much.
 */
export async function* readAhead<Page>(pages: AsyncGenerator<Page>): AsyncGenerator<Page> {
  try {
    for (let next = pages.next(); ; ) {
      const { done, value } = await next
      if (done) return
      next = pages.next()
      // Told when its turn comes, which it doesn't if saving fails.
      next.catch(() => {})
      yield value
    }
  } finally {
    pages.return(undefined).catch(() => {})
  }
}
