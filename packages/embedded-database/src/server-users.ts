import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Layout } from './layout.js'

/** Notes that this process uses the server, and returns how to take that back. */
export async function registerUse({ users }: Layout): Promise<() => Promise<void>> {
  await mkdir(users, { recursive: true })
  const file = join(users, `${process.pid}-${process.hrtime.bigint()}`)
  await writeFile(file, await startTime(process.pid))
  return () => rm(file, { force: true })
}

/** Whether any living process uses the server. Forgets those that died without saying so. */
export async function isInUse({ users }: Layout): Promise<boolean> {
  let isUsed = false
  for (const name of await readdir(users).catch(() => [])) {
    const file = join(users, name)
    const pid = Number(name.split('-')[0])
    const registered = await readFile(file, 'utf8').catch(() => undefined)
    if (registered === undefined) continue
    if (isAlive(pid) && (await startTime(pid)) === registered) isUsed = true
    else await rm(file, { force: true })
  }
  return isUsed
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Tells a process from a later one with the same number, where the system says when it started. */
async function startTime(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}
