import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
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
  const cores = isPinned ? await ownCores() : []
  if (isPinned && cores.length < count) throw new Error(`This machine has ${cores.length} cores, for ${count} workers.`)
  const children = Array.from({ length: count }, (_, index) => {
    const pinned = ['taskset', '--cpu-list', cores[index] ?? '', ...commandLine]
    const [command = '', ...rest] = isPinned ? pinned : commandLine
    const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
    const exited = once(child, 'exit')
    exited.catch(() => undefined)
    return { child, exited }
  })
  try {
    await Promise.all(children.map(({ child }) => serves(child)))
    return await work()
  } finally {
    for (const { child } of children) child.kill('SIGTERM')
    await Promise.all(children.map(({ exited }) => exited))
  }
}

/** The cores that this process may use; none where that can't be told. */
export async function ownCores(): Promise<string[]> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '')
  const list = /^Cpus_allowed_list:\s*(.*)$/m.exec(status)?.[1] ?? ''
  return list.split(',').flatMap((part) => {
    const [first = Number.NaN, last = first] = part.split('-').map(Number)
    return Array.from({ length: last - first + 1 || 0 }, (_, index) => String(first + index))
  })
}

async function serves({ stdout }: ChildProcess): Promise<void> {
  for await (const line of createInterface({ input: stdout ?? process.stdin })) if (line === 'serving') return
  throw new Error('A worker ended before it served.')
}
