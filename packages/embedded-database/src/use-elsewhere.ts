import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** A process that uses an embedded database, for tests. */
export interface OtherProcess {
  child: ChildProcess
  connectionString: string
  notices: string[]
  /** Why it could not open the database. */
  error?: string
  close(): Promise<void>
  kill(): Promise<void>
}

/** Opens the database of a folder in a process of its own, for tests. */
export async function useElsewhere(directory: string, options: ForkOptions = {}): Promise<OtherProcess> {
  const program = fileURLToPath(new URL('embedded-database.fixture.ts', import.meta.url))
  const child = fork(program, [directory], {
    execArgv: ['--import', createRequire(import.meta.url).resolve('tsx')],
    ...options,
  })
  const [answer] = await once(child, 'message')
  return {
    child,
    ...(answer as Pick<OtherProcess, 'connectionString' | 'notices' | 'error'>),
    async close() {
      child.send('close')
      await once(child, 'exit')
    },
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}
