/** Where a command reads and writes: the process, or a test. */
export interface Terminal {
  stdout: Output
  stderr: Output
  env: Readonly<Record<string, string | undefined>>
  /** Absolute path of the working directory. */
  cwd: string
  /** Asks whoever sits there; absent when nobody does. A hidden answer is not shown while it is typed. */
  ask?: (question: string, options?: { isHidden?: boolean }) => Promise<string>
  /** All of standard input. */
  readStdin(): Promise<string>
  /** Calls the listener at each SIGINT and SIGTERM, until the returned function is called. */
  onStop(listener: () => void): () => void
  now(): Date
  /** From now on these are masked in whatever is written. */
  hide?(secrets: readonly string[]): void
}

/** A stream of text. */
export interface Output {
  write(text: string): void
  isTTY: boolean
  /** Cells in a line. */
  columns: number
}
