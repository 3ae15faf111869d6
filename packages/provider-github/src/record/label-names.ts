/** Names, in GitHub's order. A label may come as its name alone. */
export function labelNames(labels: unknown): string[] {
  if (!Array.isArray(labels)) return []
  return labels.flatMap((label: string | { name?: unknown } | null) => {
    const name = typeof label === 'string' ? label : label?.name
    return typeof name === 'string' ? name : []
  })
}
