/**
 * Names of labels in the vendor's order. A label may come as its name or with its details; what is neither is left out.
 *
 * @example
 * ```ts
 * import { labelNames } from '@data-import/model'
 *
 * labelNames(['bug', { name: 'later' }, null]) // ['bug', 'later']
 * ```
 */
export function labelNames(labels: unknown): string[] {
  if (!Array.isArray(labels)) return []
  return labels.flatMap((label: string | { name?: unknown; title?: unknown } | null) => {
    const name = typeof label === 'string' ? label : (label?.name ?? label?.title)
    return typeof name === 'string' ? name : []
  })
}
