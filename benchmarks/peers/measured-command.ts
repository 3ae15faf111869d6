import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'

const lookMs = 50
/** In Bash's `time`: https://www.gnu.org/software/bash/manual/html_node/Bash-Variables.html#index-TIMEFORMAT */
const timed = `TIMEFORMAT='%U %S'; { time timeout -k 5 "$0" "$@" 2>&4; } 4>&2 2>&3`
/** What `timeout` ends with when it has ended the command, and all of its group, also when nobody waits any more. */
const lateCode = 124

/** What a command has taken, with all that it started. */
export interface MeasuredCommand {
  milliseconds: number
  cpuSeconds: number
  /** The most memory that its processes had at once; 0 where there is no `/proc`. */
  peakMegabytes: number
  output: string
}

/** How a command is run. */
export interface CommandOptions {
  /** Where it runs; also its home, so that no settings and tokens of whoever measures reach it. */
  home: string
  environment?: Record<string, string>
  /** It is ended after so long. */
  mostSeconds: number
  /** How it may end. Default: 0. */
  codes?: readonly number[]
}

/** Runs a command to its end. @throws when it fails or takes too long, with its last words */
export async function measureCommand(
  commandLine: readonly string[],
  { home, environment, mostSeconds, codes = [0] }: CommandOptions,
): Promise<MeasuredCommand> {
  const start = performance.now()
  const child = spawn('bash', ['-c', timed, String(mostSeconds), ...commandLine], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    cwd: home,
    env: { PATH: process.env.PATH ?? '', HOME: home, ...environment },
  })
  const printed = ['', '', '']
  for (const [at, stream] of child.stdio.slice(1, 4).entries()) {
    stream?.on('data', (chunk: Buffer) => {
      printed[at] += chunk.toString()
    })
  }
  const memory = watchMemory(child)
  const [code] = (await once(child, 'close').finally(memory.stop)) as [number | null]
  const [output = '', errors = '', times = ''] = printed
  const milliseconds = performance.now() - start
  if (code === lateCode) throw new Error(`It did not end within ${mostSeconds} s: ${lastWords(errors)}`)
  if (code === null || !codes.includes(code)) throw new Error(`It ended with ${code}: ${lastWords(errors)}`)
  const cpuSeconds = times
    .trim()
    .split(' ')
    .reduce((sum, part) => sum + Number(part), 0)
  return { milliseconds, cpuSeconds, peakMegabytes: memory.peakMegabytes(), output }
}

/** What it said in the end, without what it only tells of its course. */
function lastWords(errors: string): string {
  const lines = errors.split('\n').filter((line) => line.trim() !== '' && !line.includes('INFO'))
  return lines.slice(-3).join(' ').slice(-600)
}

/** Looks again and again what the processes below have in memory, until it is stopped. */
function watchMemory({ pid = 0 }: ChildProcess) {
  let peak = 0
  let isOver = false
  const watch = async () => {
    peak = Math.max(peak, await memoryBelow(pid))
    if (!isOver) timer = setTimeout(watch, lookMs)
  }
  let timer = setTimeout(watch, 0)
  return {
    stop() {
      isOver = true
      clearTimeout(timer)
    },
    peakMegabytes: () => Math.round(peak / 1_000),
  }
}

/** Kilobytes of all descendants. */
async function memoryBelow(pid: number): Promise<number> {
  const children = (await read(`/proc/${pid}/task/${pid}/children`)).split(' ').filter((child) => child !== '')
  const each = children.map(async (child) => {
    const [, own = 0] = /^VmRSS:\s+(\d+) kB$/m.exec(await read(`/proc/${child}/status`)) ?? []
    return Number(own) + (await memoryBelow(Number(child)))
  })
  return (await Promise.all(each)).reduce((sum, part) => sum + part, 0)
}

async function read(path: string): Promise<string> {
  // Processes come and go.
  return readFile(path, 'utf8').catch(() => '')
}
