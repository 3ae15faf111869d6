/** One line of the table that the benchmark prints. */
export interface Measurement {
  what: string
  measured: string
  /** The same, done as the specification does it. */
  specification?: string
  target?: string
  isMet?: boolean
  /** What the median is of; two runs of the benchmark are compared by these. */
  samples?: readonly number[]
  /** Of the samples. */
  unit?: string
}

/** A figure that was measured several times. */
export interface Sampled {
  what: string
  samples: readonly number[]
  /** `ms`, `/s`, `×`. */
  unit: string
  /** Digits after the point. Default: 0. */
  digits?: number
  /** The least that is wanted of the median. */
  atLeast?: number
  /** The most that is wanted of the median. */
  atMost?: number
}

/** The median, with the least and the most that was seen. */
export function sampled({ what, samples, unit, digits = 0, atLeast, atMost }: Sampled): Measurement {
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = median(sorted)
  const show = (value: number | undefined) => (value ?? Number.NaN).toFixed(digits)
  const spaced = unit === '×' || unit.startsWith('/') ? unit : ` ${unit}`
  const bound = atLeast ?? atMost
  return {
    what,
    measured: `${show(middle)}${spaced} (${show(sorted[0])} to ${show(sorted.at(-1))}, n = ${sorted.length})`,
    samples,
    unit,
    ...(bound === undefined
      ? {}
      : {
          target: `${atLeast === undefined ? '≤' : '≥'} ${bound}${spaced}`,
          isMet: atLeast === undefined ? middle <= bound : middle >= bound,
        }),
  }
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const half = sorted.length / 2
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  return (low + high) / 2
}

/** The table, in Markdown. */
export function formatMeasurements(measurements: readonly Measurement[]): string {
  const line = ({ what, measured, specification, target, isMet }: Measurement) =>
    `| ${what} | ${measured} | ${specification ?? ''} | ${target ?? ''} | ${isMet === undefined ? '' : isMet ? 'yes' : 'NO'} |`
  return [
    "| what | measured | the specification's way | target | met |",
    '|---|---|---|---|---|',
    ...measurements.map(line),
  ].join('\n')
}
