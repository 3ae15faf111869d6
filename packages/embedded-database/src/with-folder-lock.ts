import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedDatabaseError } from './embedded-database-error.js'
import { systemErrorCode } from './file-errors.js'
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.js'
import { writeAtomically } from './write-atomically.js'

const longestWaitMs = 300_000
const released = 'released'

/**
 * Does work while no other process does any under the same folder. The lock of a process that died is free at once.
 *
 * The lock is the file with the highest number: held as long as the process that it names runs. Taking it is to add
 * the next number, which only one can; lower numbers are removed by who holds a higher one, so a number that somebody
 * saw as the highest can't be taken a second time without a higher one being there to see.
 */
export async function withFolderLock<R>(folder: string, work: () => Promise<R>): Promise<R> {
  const locks = join(folder, 'locks')
  await mkdir(locks, { recursive: true })
  const number = await take(locks)
  try {
    return await work()
  } finally {
    await writeAtomically(join(locks, String(number)), released)
  }
}

async function take(locks: string): Promise<number> {
  for (let waitedMs = 0; ; waitedMs += 20) {
    const highest = await highestNumber(locks)
    const holder = highest === 0 ? undefined : await readHolder(join(locks, String(highest)))
    if (holder === undefined && (await tryNumber(locks, highest + 1))) return highest + 1
    if (waitedMs >= longestWaitMs) {
      throw new EmbeddedDatabaseError(
        `Process ${holder?.pid} has been starting or stopping the database in ${locks} for ${longestWaitMs / 1000} s. If it hangs, end it, then run again.`,
      )
    }
    await sleep(20)
  }
}

async function tryNumber(locks: string, number: number): Promise<boolean> {
  const temporary = join(locks, randomUUID())
  await writeFile(temporary, JSON.stringify(identifyProcess(process.pid)), { mode: 0o644 })
  try {
    // Unlike opening with 'wx', this makes the file appear with its content.
    await link(temporary, join(locks, String(number)))
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(temporary, { force: true })
  }
  if ((await highestNumber(locks)) !== number) {
    await rm(join(locks, String(number)), { force: true })
    return false
  }
  for (const name of await readdir(locks)) {
    if (isNumber(name) && Number(name) < number) await rm(join(locks, name), { force: true })
  }
  return true
}

async function highestNumber(locks: string): Promise<number> {
  return Math.max(0, ...(await readdir(locks)).filter(isNumber).map(Number))
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name)
}

/** Who holds the lock; undefined when it is free. */
async function readHolder(path: string): Promise<ProcessIdentity | undefined> {
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
  // A machine that lost power may leave the file empty.
  if (content === released || content === '') return undefined
  const holder = JSON.parse(content) as ProcessIdentity
  return isRunning(holder) ? holder : undefined
}
