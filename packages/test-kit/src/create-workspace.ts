import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

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

/** What the workspace gives a command in place of the process's terminal. */
export interface WorkspaceTerminal {
  stdout: WorkspaceOutput
  stderr: WorkspaceOutput
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  ask?: (question: string) => Promise<string>
  readStdin(): Promise<string>
  onStop(listener: () => void): () => void
  now(): Date
}

/** A stream of text that a test reads. */
export interface WorkspaceOutput {
  write(text: string): void
  isTTY: boolean
  columns: number
}

/** Runs one command on the given terminal and returns its exit code. */
export type WorkspaceProgram = (argv: readonly string[], terminal: WorkspaceTerminal) => Promise<number>

/** A folder in which commands are run, in this process. */
export interface Workspace {
  path: string
  write(file: string, text: string): Promise<void>
  run(argv: readonly string[], options?: CommandOptions): Promise<CommandResult>
  remove(): Promise<void>
}

/**
 * Makes an empty folder in the system's temporary folder and runs commands of a program there.
 *
 * @param env of every command
 */
export async function createWorkspace(program: WorkspaceProgram, env: Record<string, string>): Promise<Workspace> {
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
      const terminal: WorkspaceTerminal = {
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
      options.onStart?.(() => {
        for (const listener of listeners) listener()
      })
      const code = await program(argv, terminal)
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
