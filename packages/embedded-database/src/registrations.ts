import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.js'
import { writeAtomically } from './write-atomically.js'

/** Files that tell which processes use the server. Written and read under the folder's lock. */
export interface Registrations {
  /** Adds one for this process. */
  add(): Promise<Registration>
  /** Ids of the live processes that use the server; what dead ones left is removed. */
  list(): Promise<number[]>
}

/** One use of the server by this process. */
export interface Registration {
  remove(): Promise<void>
}

/** The registrations of the database kept in a folder. */
export function registrationsIn(home: string): Registrations {
  const folder = join(home, 'users')
  return {
    async add() {
      await mkdir(folder, { recursive: true })
      const path = join(folder, `${process.pid}-${randomUUID()}`)
      await writeAtomically(path, JSON.stringify(identifyProcess(process.pid)))
      return { remove: () => rm(path, { force: true }) }
    },
    async list() {
      await mkdir(folder, { recursive: true })
      const pids = new Set<number>()
      for (const name of await readdir(folder)) {
        const path = join(folder, name)
        const user = parse(await readFile(path, 'utf8'))
        if (user && isRunning(user)) pids.add(user.pid)
        else await rm(path, { force: true })
      }
      return [...pids].sort((a, b) => a - b)
    },
  }
}

/** Undefined for what a machine that lost power left half-written. */
function parse(content: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(content) as ProcessIdentity
  } catch {
    return undefined
  }
}
