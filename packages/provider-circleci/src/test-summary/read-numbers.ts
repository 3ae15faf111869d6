import type { Json } from '@data-import/core/provider'

/** Numbers of jobs: they rise by one in a project, so a few ranges hold very many. */
export interface ReadNumbers {
  has(number: number): boolean
  add(number: number): void
  /** As a state keeps them. */
  ranges(): [from: number, to: number][]
}

/** Gaps that are older than these many others are closed: nobody asks for them. */
const mostRanges = 2_000

/** @param given what `ranges` gave, of several places */
export function createReadNumbers(...given: readonly Json[]): ReadNumbers {
  const added = new Set<number>()
  let ranges = merged(given.flatMap(readRanges))
  const settle = () => {
    if (added.size === 0) return
    ranges = merged([...ranges, ...[...added].map((number): [number, number] => [number, number])])
    added.clear()
  }
  return {
    has: (number) => added.has(number) || ranges.some(([from, to]) => from <= number && number <= to),
    add: (number) => void added.add(number),
    ranges() {
      settle()
      return ranges
    },
  }
}

function merged(ranges: readonly [number, number][]): [number, number][] {
  const whole: [number, number][] = []
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = whole.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else whole.push([from, to])
  }
  const [first] = whole
  const excess = whole.length - mostRanges
  if (!first || excess <= 0) return whole
  return [[first[0], whole[excess]?.[1] ?? first[1]], ...whole.slice(excess + 1)]
}

/** What somebody else has left in a state is no range. */
function readRanges(given: Json): [number, number][] {
  if (!Array.isArray(given)) return []
  return given.flatMap((range: Json): [number, number][] => {
    const [from, to] = Array.isArray(range) ? range : []
    return typeof from === 'number' && typeof to === 'number' && from <= to ? [[from, to]] : []
  })
}
