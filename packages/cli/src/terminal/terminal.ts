/** Where a command reads and writes: the process, or a test. */
export interface Terminal {
  stdout: Output
  stderr: Output
  env: Readonly<Record<string, string | undefined>>
  /** Absolute path of the working directory. */
  cwd: string
  /** Asks the person at the terminal; absent if there is none. A hidden answer is not shown while it is typed. */
  ask?: (question: string, options?: { isHidden?: boolean }) => Promise<string>
  /** All of standard input. */
  readStdin(): Promise<string>
  /** Calls the listener at each SIGINT and SIGTERM, until the returned function is called. */
  onStop(listener: () => void): () => void
  now(): Date
  /** Masks these texts in everything that is written from now on. */
  hide?(secrets: readonly string[]): void
}

/** A stream of text. */
export interface Output {
  write(text: string): void
  isTTY: boolean
  /** Cells in a line. */
  columns: number
}
