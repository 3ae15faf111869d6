import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createProgram } from '@data-import/test-kit'
import { onTestFinished } from 'vitest'
import type { ProcessMessage, ProcessTask } from './fault-process.fixture.js'

/** Another process that imports, contends or holds a lock. */
export interface OtherProcess {
  child: ChildProcess
  /** Gives it its task. */
  begin(task: ProcessTask): void
  /** Waits for a message of this kind; rejects when the process ends before. */
  said<Type extends ProcessMessage['type']>(type: Type): Promise<Extract<ProcessMessage, { type: Type }>>
  /** Its exit code and signal. */
  exit: Promise<[number | null, NodeJS.Signals | null]>
  /** Ends it as a power cut would. @returns when, by the clock of `performance.now()`. */
  kill(): Promise<number>
}

const program = createProgram(new URL('fault-process.fixture.ts', import.meta.url))

/**
 * Starts a process and waits until it is ready for its task, so that its start plays no part in what is measured.
 *
 * @param context of a test that runs beside others
 */
export async function startProcess({ onTestFinished: atEnd } = { onTestFinished }): Promise<OtherProcess> {
  const child = fork(await program(), [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  atEnd(() => void child.kill('SIGKILL'))
  const messages: ProcessMessage[] = []
  const listeners = new Set<() => void>()
  child.on('message', (message) => {
    messages.push(message as ProcessMessage)
    for (const listener of listeners) listener()
  })
  const exit = once(child, 'exit') as OtherProcess['exit']
  function said<Type extends ProcessMessage['type']>(type: Type): Promise<Extract<ProcessMessage, { type: Type }>> {
    type Wanted = Extract<ProcessMessage, { type: Type }>
    return new Promise((resolve, reject) => {
      const look = () => {
        const index = messages.findIndex((message) => message.type === type)
        if (index < 0) return
        listeners.delete(look)
        resolve(messages.splice(index, 1)[0] as Wanted)
      }
      listeners.add(look)
      look()
      exit.then(([code, signal]) => reject(new Error(`The process ended (${code ?? signal}) and never said ${type}.`)))
    })
  }
  await said('ready')
  return {
    child,
    begin: (task) => void child.send(task),
    said,
    exit,
    async kill() {
      const at = performance.now()
      child.kill('SIGKILL')
      await exit
      return at
    },
  }
}
