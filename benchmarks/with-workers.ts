import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/**
 * Starts workers, waits until they serve, and ends them after the work.
 *
 * @param options.isPinned gives each of them one core, as if it had a machine to itself
 */
export async function withWorkers<R>(
  connectionString: string,
  count: number,
  work: () => Promise<R>,
  { isPinned = false } = {},
): Promise<R> {
  const program = fileURLToPath(new URL('worker-process.ts', import.meta.url))
  const commandLine = [process.execPath, '--import', 'tsx', program, connectionString]
  const children: ChildProcess[] = Array.from({ length: count }, (_, core) => {
    const [command = '', ...rest] = isPinned ? ['taskset', '--cpu-list', String(core), ...commandLine] : commandLine
    return spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  })
  try {
    await Promise.all(children.map(serves))
    return await work()
  } finally {
    await Promise.all(
      children.map(async (child) => {
        const exited = once(child, 'exit')
        child.kill('SIGTERM')
        await exited
      }),
    )
  }
}

async function serves({ stdout }: ChildProcess): Promise<void> {
  for await (const line of createInterface({ input: stdout ?? process.stdin })) if (line === 'serving') return
}
