/** Does several things at once and waits for all, also when one fails. @throws what the first of them threw. */
export async function together(works: readonly Promise<void>[]): Promise<void> {
  const settled = await Promise.allSettled(works)
  for (const one of settled) if (one.status === 'rejected') throw one.reason
}
