import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url))
/** Runs in the measured process, and is nothing but a line at its end. */
const tellPeak = `data:text/javascript,process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS+"\\n"))`

/** A pass of the built command line, as an operator runs it. @throws when it doesn't complete */
export async function commandLinePass(connectionString: string, dataSourceId: string) {
  const start = performance.now()
  const child = spawn(
    process.execPath,
    ['--import', tellPeak, program, 'run', '--database-url', connectionString, '--source', dataSourceId],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(`The command line ended with ${code}: ${printed}`)
  const peakMegabytes = Math.round(Number(/peak (\d+)/.exec(printed)?.[1]) / 1000)
  return { milliseconds: performance.now() - start, peakMegabytes }
}
