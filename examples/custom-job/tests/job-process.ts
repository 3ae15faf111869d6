import { spawn } from 'node:child_process'

/** The worker as a process of its own. */
export interface JobProcess {
  /** Resolves as soon as the process has printed the text. */
  printed(text: string): Promise<void>
  kill(signal: NodeJS.Signals): void
  /** Resolves when the process has ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string }>
}

/** Starts `job.ts` on a database. */
export function startJob(databaseUrl: string, env: Record<string, string> = {}): JobProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'job.ts', 'website'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, ...env },
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
  const ended = new Promise<Awaited<JobProcess['ended']>>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, output }))
  })
  return {
    ended,
    kill: (signal) => child.kill(signal),
    async printed(text) {
      const seen = new Promise<boolean>((resolve) => {
        const look = () => output.includes(text) && resolve(true)
        waiting.add(look)
        look()
      })
      if (!(await Promise.race([seen, ended.then(() => output.includes(text))]))) {
        throw new Error(`The job ended without printing "${text}":\n${output}`)
      }
    },
  }
}
