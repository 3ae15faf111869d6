import { fileURLToPath } from 'node:url'
import { runMeasured } from './measured-process.js'

const program = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url))

/** A pass of the built command line, as an operator runs it. @throws when it doesn't complete */
export async function commandLinePass(connectionString: string, dataSourceId: string) {
  const start = performance.now()
  const source = ['--database-url', connectionString, '--source', dataSourceId]
  const { code, output, errors, peakMegabytes } = await runMeasured([program, 'run', ...source])
  if (code !== 0) throw new Error(`The command line ended with ${code}: ${output}${errors}`)
  return { milliseconds: performance.now() - start, peakMegabytes }
}
