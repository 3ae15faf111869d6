/** A change to a file of the application: for its people to make, or for `--apply`. */
export interface Edit {
  file: string
  /** From 1; what is to be changed is there. */
  line: number
  /** What to do, with the text to write. */
  change: string
  /** The line as it is to be. */
  replacement?: string
  /** Lines to insert after it, or after `insertAfter`. */
  insertion?: string
  /** From 1. Default: `line`. */
  insertAfter?: number
}

/** An edit of one line: the whole line as it is to be. */
export function replaceLine(file: string, line: number, replacement: string): Edit {
  return { file, line, change: `change this line to: ${replacement.trim()}`, replacement }
}
