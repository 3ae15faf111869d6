import { compareCounts } from './compare-rows.js'
import type { Lab } from './lab.js'
import type { Source, Trial } from './open-trial.js'
import type { Rows } from './rows.js'
import type { PassReport } from './run-watched.js'

/** What a first import of the outside system as it is now, without any fault, leads to. */
export interface FirstImport {
  source: Source
  rows: Rows
  report: PassReport
  /** Requests that it took; 0 without HTTP. */
  requests: number
}

/** Imports into a data source of its own: the measure for every other one. */
export async function firstImport(lab: Lab, trial: Trial): Promise<FirstImport> {
  trial.proxy?.interfere()
  const source = await trial.addSource()
  const report = await source.pass()
  if (report.status !== 'completed') {
    lab.fail(
      `a first import without any fault was ${report.status} (${report.reasons})`,
      'Make a plain import work before the rules',
    )
  }
  const requests = trial.proxy?.requests().length ?? 0
  if (trial.proxy && requests === 0) {
    lab.fail(
      'no request of a first import came through `addressKey`, so that no fault could be tried',
      'Name the key whose value is the address that the provider really asks',
    )
  }
  const rows = await source.rows()
  const difference = compareCounts(rows, await trial.system.expected())
  if (difference !== undefined) {
    lab.fail(
      `after a first import without any fault ${difference}`,
      'Import every record, or correct `expected`, which counts the rows of a complete import',
    )
  }
  return { source, rows, report, requests }
}
