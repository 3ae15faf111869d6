import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import type { Environment } from './git-environment.js'

/** How to run git. */
export interface GitCommand {
  arguments: readonly string[]
  folder: string
  environment: Environment
  signal: AbortSignal
  /** Git writes and needs a moment to remove its lock files when it is stopped. Default: false. */
  isWriting?: boolean
  /** For how long it may give no sign of life while it is waited for. */
  patienceMs: number
  /** What is read, for people: a folder, or an address without its secret. */
  subject: string
}

/** How git ended. */
export interface GitExit {
  /** Null when it was killed or never started. */
  code: number | null
  /** What killed it. */
  signal?: NodeJS.Signals
  /** The end of what it printed on stderr. */
  stderr: string
  /** Why it never started. */
  startError?: NodeJS.ErrnoException
  /** The folder to start it in, where there is none: the system says the same of a program that isn't there. */
  absentFolder?: string
}

/** A running git. */
export interface GitProcess {
  stdin: Writable
  stdout: Readable
  /** Resolves when git has exited and its output is read; never rejects. */
  ended: Promise<GitExit>
  /** Grows while git works: bytes that it printed, and the processor's time where the system tells it. */
  signsOfLife(): number
  /** Ends git if it still runs and waits until it is gone; one that no signal ends (a dead mount) is left behind. */
  stop(): Promise<void>
}

const keptErrorCharacters = 16_384
const millisecondsToClean = 2_000
const millisecondsToDie = 5_000

/** Starts git; an aborted signal stops it. */
export function startGit(command: GitCommand): GitProcess {
  const child = spawn('git', command.arguments, {
    cwd: command.folder,
    env: command.environment,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C reaches this process alone, which decides when git ends and what it started (ssh, https).
    detached: true,
    windowsHide: true,
  })
  let stderr = ''
  let printedBytes = 0
  let isStopping = false
  let startError: NodeJS.ErrnoException | undefined
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-keptErrorCharacters)
    printedBytes += text.length
  })
  // A git that died shows in how it ended; the broken pipes that it leaves add nothing.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => {})
  const ended = new Promise<GitExit>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      startError = error
      const isAbsent = error.code === 'ENOENT' && !existsSync(command.folder)
      const absentFolder = isAbsent ? { absentFolder: command.folder } : {}
      if (child.pid === undefined) resolve({ code: null, stderr, startError, ...absentFolder })
    })
    child.once('exit', () => {
      // Output that nobody reads would keep the streams open.
      if (isStopping) child.stdout.destroy()
    })
    child.once('close', (code, signal) => {
      resolve({ code, stderr, ...(signal && { signal }), ...(startError && { startError }) })
    })
  })

  const stop = async () => {
    if (!isStopping) {
      isStopping = true
      child.stdin.destroy()
      child.stdout.destroy()
      await end(child.pid, command.isWriting ?? false, ended, child.exitCode ?? child.signalCode)
    }
    await withinReason(child, ended)
  }
  // A child's pipe is a socket: https://nodejs.org/api/child_process.html#subprocessstdout
  const signsOfLife = () => printedBytes + (child.stdout as Socket).bytesRead + processorTicks(child.pid)
  const abort = () => void stop()
  if (command.signal.aborted) abort()
  else command.signal.addEventListener('abort', abort, { once: true })
  void ended.then(() => command.signal.removeEventListener('abort', abort))
  return { stdin: child.stdin, stdout: child.stdout, ended, signsOfLife, stop }
}

/** A reader has nothing to clean up; a git that writes gets a moment to remove its lock files. */
async function end(pid: number | undefined, isWriting: boolean, ended: Promise<unknown>, exit: unknown) {
  if (pid === undefined || exit !== null) return
  if (!isWriting) return kill(-pid, 'SIGKILL')
  kill(-pid, 'SIGTERM')
  const timer = setTimeout(() => kill(-pid, 'SIGKILL'), millisecondsToClean)
  void ended.then(() => clearTimeout(timer))
}

/** A process that waits for a dead mount takes no signal: nobody waits for it, and it keeps this process from nothing. */
async function withinReason(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, millisecondsToClean + millisecondsToDie)
  })
  await Promise.race([ended, late])
  clearTimeout(timer)
  child.unref()
  child.stderr?.destroy()
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; 0 where there is no such file. */
function processorTicks(pid: number | undefined): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [user, system] = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
    return Number(user) + Number(system)
  } catch {
    return 0
  }
}

function kill(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch {
    // It has just exited by itself.
  }
}
