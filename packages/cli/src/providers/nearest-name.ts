/** `Did you mean "main"? `, with a space after it; empty if no name is near. */
export function didYouMean(given: string, names: readonly string[], quote = ''): string {
  const nearest = nearestName(given, names)
  return nearest === undefined ? '' : `Did you mean ${quote}${nearest}${quote}? `
}

/** The name that was probably meant: the one with the fewest edits, if there are few. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((name) => ({ name, edits: countEdits(given.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.edits - b.edits)
  return best?.name
}

/** Levenshtein's distance. */
function countEdits(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...a].entries()) {
    const current = [row + 1]
    for (const [column, other] of [...b].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    previous = current
  }
  return previous.at(-1) ?? 0
}
