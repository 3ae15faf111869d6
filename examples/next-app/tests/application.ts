import { spawn } from 'node:child_process'

/** The built application, as `next start` serves it. */
export interface Application {
  address: string
  /** One tick of the host's cron. */
  tick(secret?: string): Promise<{ httpStatus: number; body: { status?: string; reason?: string; unwell?: object[] } }>
  stop(): Promise<void>
}

/** A made-up secret of the cron route. */
export const cronSecret = 'correct-horse-battery-staple'

/** Starts the application on a free port of loopback. */
export async function startApplication(databaseUrl: string, env: Record<string, string> = {}): Promise<Application> {
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', '0'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: databaseUrl,
      CRON_SECRET: cronSecret,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let output = ''
  const address = await new Promise<string>((resolve, reject) => {
    const look = (text: string) => {
      output += text
      const port = /:(\d{2,5})\b[\s\S]*Ready/.exec(output)?.[1]
      if (port) resolve(`http://127.0.0.1:${port}`)
    }
    child.stdout.setEncoding('utf8').on('data', look)
    child.stderr.setEncoding('utf8').on('data', look)
    void ended.then(() => reject(new Error(`The application ended:\n${output}`)))
  })
  return {
    address,
    async tick(secret = cronSecret) {
      const response = await fetch(`${address}/api/cron/import`, { headers: { Authorization: `Bearer ${secret}` } })
      return { httpStatus: response.status, body: await response.json() }
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
