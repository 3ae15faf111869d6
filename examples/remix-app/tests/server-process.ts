import { spawn } from 'node:child_process'

/** One of the application's processes: the web server or the scheduler. */
export interface ServerProcess {
  /** Resolves as soon as the process has printed the text so many times. Default: once. */
  printed(text: string, times?: number): Promise<void>
  kill(signal: NodeJS.Signals): void
  /** Resolves when the process has ended. */
  ended: Promise<{ code: number | null; output: string }>
}

/** Starts Node with these parameters. */
export function startProcess(parameters: readonly string[], env: Record<string, string>): ServerProcess {
  const child = spawn(process.execPath, parameters, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const waiting = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      for (const look of waiting) look()
    })
  }
  const ended = new Promise<Awaited<ServerProcess['ended']>>((resolve) => {
    child.on('close', (code) => resolve({ code, output }))
  })
  return {
    ended,
    kill: (signal) => child.kill(signal),
    async printed(text, times = 1) {
      const isThere = () => output.split(text).length > times
      const seen = new Promise<boolean>((resolve) => {
        const look = () => isThere() && resolve(true)
        waiting.add(look)
        look()
      })
      if (!(await Promise.race([seen, ended.then(isThere)]))) {
        throw new Error(`The process ended without printing "${text}":\n${output}`)
      }
    },
  }
}
