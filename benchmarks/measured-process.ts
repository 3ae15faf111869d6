import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** What a program of Node has left. */
export interface MeasuredProcess {
  code: number
  output: string
  errors: string
  /** The most memory that it has had. */
  peakMegabytes: number
}

const tellPeak = new URL('tell-peak.mjs', import.meta.url).href

/** Runs a program in a process of its own, so that its memory is its own. */
export async function runMeasured(commandLine: readonly string[]): Promise<MeasuredProcess> {
  const child = spawn(process.execPath, ['--import', tellPeak, ...commandLine], { stdio: ['ignore', 'pipe', 'pipe'] })
  const printed = { output: '', errors: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.errors += text
  })
  const [code] = (await once(child, 'close')) as [number]
  return { code, ...printed, peakMegabytes: Math.round(Number(/^peak (\d+)$/m.exec(printed.errors)?.[1]) / 1000) }
}
