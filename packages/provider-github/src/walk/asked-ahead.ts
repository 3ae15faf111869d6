/**
 * Asks for the next items while the answers of those before are worked on, so that saving holds up no asking. The answers come in the
 * items' order.
 * @param most how many are asked for ahead
 */
export async function* askedAhead<Item, Result>(
  items: AsyncIterable<Item>,
  most: number,
  ask: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const asked: Promise<Result>[] = []
  const iterator = items[Symbol.asyncIterator]()
  let isAtEnd = false
  const fill = async () => {
    while (!isAtEnd && asked.length < most) {
      const next = await iterator.next()
      isAtEnd = next.done === true
      if (next.done === true) return
      const answer = ask(next.value)
      // Told when its turn comes, which it doesn't after a failure before it.
      answer.catch(() => {})
      asked.push(answer)
    }
  }
  try {
    await fill()
    for (let answer = asked.shift(); answer; answer = asked.shift()) {
      const result = await answer
      await fill()
      yield result
    }
  } finally {
    await iterator.return?.()
  }
}

/** What a list gives, as it comes, in parts of a number of items. */
export async function* partsOf<Item>(items: AsyncIterable<Item>, most: number): AsyncGenerator<Item[]> {
  let part: Item[] = []
  for await (const item of items) {
    part.push(item)
    if (part.length < most) continue
    yield part
    part = []
  }
  if (part.length > 0) yield part
}
