import { fileURLToPath } from 'node:url'
import { runMeasured } from './measured-process.js'

/** What one import has taken. */
export interface Imported {
  status: string
  error?: string
  milliseconds: number
  peakMegabytes: number
}

const script = fileURLToPath(new URL('import-once.ts', import.meta.url))

/** Runs one pass over a data source in a process of its own. @throws when it breaks off */
export async function importInProcess(connectionString: string, dataSourceId: string): Promise<Imported> {
  const { code, output, errors, peakMegabytes } = await runMeasured([
    ...process.execArgv,
    script,
    connectionString,
    dataSourceId,
  ])
  if (code !== 0) throw new Error(`The import ended with ${code}: ${errors}`)
  return { ...(JSON.parse(output) as Omit<Imported, 'peakMegabytes'>), peakMegabytes }
}
