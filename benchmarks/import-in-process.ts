import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** What one import has taken. */
export interface Imported {
  status: string
  error?: string
  milliseconds: number
  peakMegabytes: number
}

/** Runs one pass over a data source in a process of its own. */
export async function importInProcess(connectionString: string, dataSourceId: string): Promise<Imported> {
  const script = fileURLToPath(new URL('import-once.ts', import.meta.url))
  const child = spawn(process.execPath, [...process.execArgv, script, connectionString, dataSourceId], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  await once(child, 'close')
  return JSON.parse(output) as Imported
}
