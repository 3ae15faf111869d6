import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
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

/** Starts a process and waits until it is ready for its task, so that its start plays no part in what is measured. */
export async function startProcess(): Promise<OtherProcess> {
  const program = fileURLToPath(new URL('fault-process.fixture.ts', import.meta.url))
  const tsx = createRequire(new URL('../../../../package.json', import.meta.url)).resolve('tsx')
  const child = fork(program, [], { execArgv: ['--import', tsx], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  onTestFinished(() => void child.kill('SIGKILL'))
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
