import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { main } from '../main.js'
import { maskSecrets } from './mask-secrets.js'
import { safeTerminal } from './safe-terminal.js'
import type { Terminal } from './terminal.js'

/** What a command did. */
export interface CommandResult {
  code: number
  stdout: string
  stderr: string
  /** The one JSON document of stdout. */
  json<T = unknown>(): T
}

export interface CommandOptions {
  env?: Record<string, string>
  stdin?: string
  answers?: Record<string, string>
  width?: number
  /** Given the function that does what a signal does. */
  onStart?: (stop: () => void) => void
  /** Told of each question as it is shown. */
  onQuestion?: (question: string) => void
  /** Told of whatever is written. */
  onWrite?: (text: string) => void
}

/** A folder in which commands are run, in this process. */
export interface Workspace {
  path: string
  write(file: string, text: string): Promise<void>
  run(argv: readonly string[], options?: CommandOptions): Promise<CommandResult>
  remove(): Promise<void>
}

/** @param env of every command */
export async function createWorkspace(env: Record<string, string>): Promise<Workspace> {
  const path = await mkdtemp(join(tmpdir(), 'data-import-cli-'))
  return {
    path,
    async write(file, text) {
      await mkdir(dirname(join(path, file)), { recursive: true })
      await writeFile(join(path, file), text)
    },
    async run(argv, options = {}) {
      let stdout = ''
      let stderr = ''
      const listeners = new Set<() => void>()
      const { answers } = options
      const given: Terminal = {
        stdout: {
          write: (text) => {
            stdout += text
            options.onWrite?.(text)
          },
          isTTY: options.width !== undefined,
          columns: options.width ?? 100,
        },
        stderr: {
          write: (text) => {
            stderr += text
            options.onWrite?.(text)
          },
          isTTY: options.width !== undefined,
          columns: options.width ?? 100,
        },
        env: { ...env, ...options.env },
        cwd: path,
        ...(answers
          ? {
              ask: async (question) => {
                options.onQuestion?.(question)
                return answer(answers, question)
              },
            }
          : {}),
        readStdin: async () => options.stdin ?? '',
        onStop(listener) {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
        now: () => new Date(),
      }
      const terminal = maskSecrets(safeTerminal(given))
      options.onStart?.(() => {
        for (const listener of listeners) listener()
      })
      const code = await main(argv, terminal)
      return { code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T }
    },
    remove: () => rm(path, { recursive: true }),
  }
}

/** By the question's beginning. */
function answer(answers: Record<string, string>, question: string): string {
  const [, found] = Object.entries(answers).find(([beginning]) => question.startsWith(beginning)) ?? []
  if (found === undefined) throw new Error(`An unexpected question: ${question}`)
  return found
}
