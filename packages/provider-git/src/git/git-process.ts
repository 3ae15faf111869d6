import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { Environment } from './git-environment.js'

/** How to run git. */
export interface GitCommand {
  arguments: readonly string[]
  folder: string
  environment: Environment
  signal: AbortSignal
  /** Gives git a process group, so that stopping it stops what it started (ssh, https). Default: false. */
  isGroup?: boolean
}

/** How git ended. */
export interface GitExit {
  /** Null when it was killed or never started. */
  code: number | null
  /** The end of what it printed on stderr. */
  stderr: string
  /** Why it never started. */
  startError?: NodeJS.ErrnoException
}

/** A running git. */
export interface GitProcess {
  stdin: Writable
  stdout: Readable
  /** Resolves when git has exited and its output is read; never rejects. */
  ended: Promise<GitExit>
  /** Ends git if it still runs and waits until it is gone. */
  stop(): Promise<void>
}

const keptErrorCharacters = 16_384
const millisecondsToClean = 2_000

/** Starts git; an aborted signal stops it. */
export function startGit(command: GitCommand): GitProcess {
  const child = spawn('git', command.arguments, {
    cwd: command.folder,
    env: command.environment,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: command.isGroup ?? false,
    windowsHide: true,
  })
  let stderr = ''
  let isStopping = false
  let startError: NodeJS.ErrnoException | undefined
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-keptErrorCharacters)
  })
  // A git that died shows in how it ended; the broken pipes that it leaves add nothing.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => {})
  const ended = new Promise<GitExit>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      startError = error
      if (child.pid === undefined) resolve({ code: null, stderr, startError })
    })
    child.once('exit', () => {
      // Output that nobody reads would keep the streams open.
      if (isStopping) child.stdout.destroy()
    })
    child.once('close', (code) => resolve({ code, stderr, ...(startError && { startError }) }))
  })

  const stop = async () => {
    if (!isStopping) {
      isStopping = true
      child.stdin.destroy()
      child.stdout.destroy()
      await end(child.pid, command.isGroup ?? false, ended, child.exitCode ?? child.signalCode)
    }
    await ended
  }
  const abort = () => void stop()
  if (command.signal.aborted) abort()
  else command.signal.addEventListener('abort', abort, { once: true })
  void ended.then(() => command.signal.removeEventListener('abort', abort))
  return { stdin: child.stdin, stdout: child.stdout, ended, stop }
}

/** A reader has nothing to clean up; a group gets a moment to remove its lock files. */
async function end(pid: number | undefined, isGroup: boolean, ended: Promise<unknown>, exit: unknown) {
  if (pid === undefined || exit !== null) return
  if (!isGroup) return kill(pid, 'SIGKILL')
  kill(-pid, 'SIGTERM')
  const timer = setTimeout(() => kill(-pid, 'SIGKILL'), millisecondsToClean)
  await ended
  clearTimeout(timer)
}

function kill(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch {
    // It has just exited by itself.
  }
}
