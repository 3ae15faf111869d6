import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createProgram } from '@data-import/test-kit'
import { onTestFinished } from 'vitest'
import type { ProcessMessage, ProcessTask } from './fault-process.fixture.js'

/** A worker or an orchestrator in a process of its own. */
export interface OtherProcess {
  child: ChildProcess
  /** Waits for the next message of this kind. */
  said<Type extends ProcessMessage['type']>(type: Type): Promise<ProcessMessage>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

const program = createProgram(new URL('fault-process.fixture.ts', import.meta.url))

/**
 * Starts a process, and waits until it serves if it is a worker.
 *
 * @param enter what comes before its command line, such as the network that it is to be in
 */
export async function startProcess(task: ProcessTask, enter: readonly string[] = []): Promise<OtherProcess> {
  const [command = process.execPath, ...rest] = [...enter, process.execPath, await program()]
  const child = spawn(command, rest, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const messages: ProcessMessage[] = []
  const listeners = new Set<() => void>()
  child.on('message', (message) => {
    messages.push(message as ProcessMessage)
    for (const listener of listeners) listener()
  })
  const exit = once(child, 'exit')
  exit.catch(() => undefined)
  const said: OtherProcess['said'] = (type) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const index = messages.findIndex((message) => message.type === type)
        if (index < 0) return
        listeners.delete(look)
        resolve(messages.splice(index, 1)[0] as ProcessMessage)
      }
      listeners.add(look)
      look()
      exit.then(() => reject(new Error(`The process ended and never said ${type}.`)))
    })
  await said('ready')
  child.send(task)
  if (task.as === 'worker') await said('serving')
  return {
    child,
    said,
    async kill() {
      child.kill('SIGKILL')
      await exit
    },
  }
}
