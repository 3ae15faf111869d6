import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const program = join(import.meta.dirname, '../../packages/cli/dist/bin.js')

/** The command in a folder of its own, with the Postgres that it keeps there. */
function start(folder: string, parameters: readonly string[], stdout: 'inherit' | 'pipe') {
  const env = { ...process.env, DATABASE_URL: '', NO_COLOR: '1' }
  return spawn(process.execPath, [program, ...parameters], { cwd: folder, env, stdio: ['ignore', stdout, 'inherit'] })
}

/** Runs `data-import`. @throws unless it ends well. */
export async function runCommand(folder: string, ...parameters: string[]): Promise<void> {
  const [code] = await once(start(folder, parameters, 'inherit'), 'close')
  if (code !== 0) throw new Error(`data-import ${parameters[0]} ended with ${code}.`)
}

/** Starts `data-import dashboard`. @returns its address, with the token, and what ends it */
export async function serveDashboard(folder: string): Promise<{ address: string; stop(): Promise<void> }> {
  const child = start(folder, ['dashboard', '--no-open'], 'pipe')
  const ended = once(child, 'close')
  const address = await new Promise<string>((resolve, reject) => {
    let printed = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      const found = /http:\/\/\S+/.exec(printed)?.[0]
      if (found) resolve(found)
    })
    void ended.then(() => reject(new Error(`data-import dashboard ended:\n${printed}`)))
  })
  return {
    address,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
