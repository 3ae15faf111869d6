import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { postgresLock } from '@data-import/core'
import { expect } from 'vitest'
import { bundleProgram } from './bundle-program.js'

/** What kills passes of a program; `onRequest` is that of a fake server. */
export interface KilledPasses {
  /** The program, in TypeScript: it is given the address of the database, and runs a pass. */
  program: URL
  databaseUrl: string
  onRequest(hook: () => void): () => void
}

/** Starts passes in a process of their own each, and kills each as soon as the server gets its n-th request. */
export async function killPassAt(
  requests: readonly number[],
  { program, databaseUrl, onRequest }: KilledPasses,
): Promise<void> {
  const bundle = await bundleProgram(program)
  for (const request of requests) {
    const child = spawn(process.execPath, [bundle, databaseUrl], { stdio: ['ignore', 'ignore', 'inherit'] })
    let count = 0
    const unhook = onRequest(() => {
      if (++count === request) child.kill('SIGKILL')
    })
    await once(child, 'exit')
    unhook()
    expect(child.signalCode).toBe('SIGKILL')
    await expect
      .poll(
        async () => {
          const lease = await postgresLock({ connectionString: databaseUrl }).acquire({ schema: 'data' })
          await lease?.release()
          return lease !== null
        },
        { timeout: 30_000 },
      )
      .toBe(true)
  }
}
