import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemErrorCode } from './file-errors.js'
import { commandLine, identifyProcess } from './process-identity.js'

const longestChangeMs = 300_000

/** What a running server writes into its cluster: https://github.com/postgres/postgres/blob/master/src/include/utils/pidfile.h */
interface ServerFile {
  pid: number
  isReady: boolean
}

/** A server that runs on a cluster. */
export interface RunningServer extends ServerFile {}

/** The server of a cluster; undefined when it is down, also when its file was left by a crash. */
export async function findServer(data: string): Promise<RunningServer | undefined> {
  const file = await readServerFile(data)
  return file && isServer(file.pid, data) ? file : undefined
}

/** The server of a cluster once it has started or stopped, which a process may have asked for and not lived to see. */
export async function settledServer(data: string): Promise<RunningServer | undefined> {
  for (let waitedMs = 0; ; waitedMs += 10) {
    const server = await findServer(data)
    if (!server || server.isReady || waitedMs >= longestChangeMs) return server
    await sleep(10)
  }
}

/**
 * Removes a file that a crash left, where the id in it now belongs to another program: the server would take that for
 * itself and refuse to start. Other left files it judges better than we can.
 */
export async function removeMisleadingServerFile(data: string): Promise<void> {
  const file = await readServerFile(data)
  if (file && identifyProcess(file.pid) && !isServer(file.pid, data)) await rm(serverFile(data))
}

function isServer(pid: number, data: string): boolean {
  if (!identifyProcess(pid)) return false
  const command = commandLine(pid)
  return command === '' || command.includes(data)
}

async function readServerFile(data: string): Promise<ServerFile | undefined> {
  try {
    const lines = (await readFile(serverFile(data), 'utf8')).split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, isReady: lines[7]?.trim() === 'ready' } : undefined
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function serverFile(data: string): string {
  return join(data, 'postmaster.pid')
}
