/** Takes a turn: no more than a number are taken at once, in the order in which they were asked for. */
export type Turns = <Result>(ask: () => Promise<Result>) => Promise<Result>

/** @param most how many at once */
export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = []
  let taken = 0
  return async (ask) => {
    if (taken >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else taken += 1
    try {
      return await ask()
    } finally {
      // Handed on to the next one, who counts as before.
      const next = waiting.shift()
      if (next) next()
      else taken -= 1
    }
  }
}
