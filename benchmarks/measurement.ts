/** One line of the table that the benchmark prints. */
export interface Measurement {
  what: string
  measured: string
  /** The same, done as the specification does it. */
  specification?: string
  target?: string
  isMet?: boolean
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
