/** Lets so many come together: each waits until all are there. */
export function meeting(members: number): () => Promise<void> {
  let come: () => void = () => undefined
  const met = new Promise<void>((resolve) => {
    come = resolve
  })
  let there = 0
  return async () => {
    if (++there === members) come()
    await met
  }
}
