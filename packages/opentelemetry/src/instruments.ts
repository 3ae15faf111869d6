import type { Counter, Histogram, Meter } from '@opentelemetry/api'

/** The instruments that are written as things happen. */
export interface Instruments {
  passDuration: Histogram
  runDuration: Histogram
  rows: Counter
  lockLosses: Counter
}

/** Passes take from milliseconds to hours; the default boundaries are milliseconds of requests. */
const explicitBucketBoundaries = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600, 14_400]

export function createInstruments(meter: Meter): Instruments {
  const duration = (name: string, description: string) =>
    meter.createHistogram(name, { unit: 's', description, advice: { explicitBucketBoundaries } })
  return {
    passDuration: duration('data_import.pass.duration', 'How long passes take.'),
    runDuration: duration('data_import.run.duration', 'How long scripts run.'),
    rows: meter.createCounter('data_import.rows', { unit: '{row}', description: 'Rows by what became of them.' }),
    lockLosses: meter.createCounter('data_import.lock.losses', {
      unit: '{loss}',
      description: 'Passes that lost their lock.',
    }),
  }
}
