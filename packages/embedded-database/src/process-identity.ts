import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { systemErrorCode } from './file-errors.js'

/** One process, told apart from a later one that was given the same id. */
export interface ProcessIdentity {
  pid: number
  /** When it was started, in the words of its system; empty where the system doesn't tell. */
  startedAt: string
}

/** The identity of a live process; undefined for a dead one. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (!isAlive(pid)) return undefined
  if (process.platform === 'linux') return identifyOnLinux(pid)
  if (process.platform === 'win32') return { pid, startedAt: '' }
  const startedAt = askPs(pid, 'lstart')
  return startedAt ? { pid, startedAt } : undefined
}

/** Whether this very process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startedAt === identity.startedAt
}

/** The command line of a live process; empty where the system doesn't tell. */
export function commandLine(pid: number): string {
  if (process.platform === 'win32') return ''
  if (process.platform !== 'linux') return askPs(pid, 'command')
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/** Whether a process has this id; one of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemErrorCode(error) === 'EPERM'
  }
}

/** Fields of /proc/PID/stat, counted after the name, which may hold blanks: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function identifyOnLinux(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, ticksSinceBoot] = [fields[0], fields[19]]
    // A zombie runs nothing any more: it only waits for its parent.
    if (state === 'Z' || state === 'X') return undefined
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return { pid, startedAt: `${boot} ${ticksSinceBoot}` }
  } catch {
    return undefined
  }
}

function askPs(pid: number, field: string): string {
  try {
    return execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return ''
  }
}
