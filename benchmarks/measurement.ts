/** One line of the table that the benchmark prints. */
export interface Measurement {
  what: string
  measured: string
  target?: string
  isMet?: boolean
}

/** The table, in Markdown. */
export function formatMeasurements(measurements: readonly Measurement[]): string {
  const line = ({ what, measured, target, isMet }: Measurement) =>
    `| ${what} | ${measured} | ${target ?? ''} | ${isMet === undefined ? '' : isMet ? 'yes' : 'NO'} |`
  return ['| what | measured | target | met |', '|---|---|---|---|', ...measurements.map(line)].join('\n')
}
