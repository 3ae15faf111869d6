import type { Edit } from '../edit.js'

/**
 * Adds an import after the others, which may load the environment that it needs.
 *
 * @param lines of the file
 */
export function importEdit(file: string, lines: readonly string[], statement: string): Edit {
  const last = lines.findLastIndex((line) => /^(import\b|\}\s*from\b)/.test(line))
  // A line's own way to end stays the file's.
  const text = `${statement}${lines.some((line) => /^import .*;\s*$/.test(line)) ? ';' : ''}`
  const change = last < 0 ? `add before this line: ${text}` : `add after this line: ${text}`
  return { file, line: Math.max(last, 0) + 1, change, insertion: text, insertAfter: last + 1 }
}
