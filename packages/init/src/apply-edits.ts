import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Edit } from './edit.js'

/** Whether an edit is one that a program can make; the others are for people. */
export function isApplicable({ replacement, insertion }: Edit): boolean {
  return replacement !== undefined || insertion !== undefined
}

/** What edits change, as a diff without context: files, places, lines that go and lines that come. */
export async function diffOfEdits(folder: string, edits: readonly Edit[]): Promise<string> {
  const parts = edits.filter(isApplicable).map(async ({ file, line, replacement, insertion, insertAfter = line }) => {
    const lines = (await readFile(join(folder, file), 'utf8')).split(/\r?\n/)
    const gone = replacement === undefined ? [] : [`- ${lines[line - 1] ?? ''}`]
    const added = [replacement ?? insertion ?? ''].flatMap((text) => text.split('\n').map((each) => `+ ${each}`))
    return [`${file}:${replacement === undefined ? insertAfter : line}`, ...gone, ...added].join('\n')
  })
  return (await Promise.all(parts)).map((part) => `${part}\n`).join('')
}

/**
 * Makes the edits of a plan that a program can make. Lines end as they do in the file.
 * @returns the edits that are left to people, where they are now.
 */
export async function applyEdits(folder: string, edits: readonly Edit[]): Promise<Edit[]> {
  const applicable = edits.filter(isApplicable)
  for (const file of new Set(applicable.map((edit) => edit.file))) {
    const text = await readFile(join(folder, file), 'utf8')
    const ending = text.includes('\r\n') ? '\r\n' : '\n'
    const lines = text.split(/\r?\n/)
    // From the last line to the first, so that no edit moves the place of another.
    const ordered = applicable.filter((edit) => edit.file === file).sort((one, other) => placeOf(other) - placeOf(one))
    for (const { line, replacement, insertion = '', insertAfter = line } of ordered) {
      if (replacement === undefined) lines.splice(insertAfter, 0, ...insertion.split('\n'))
      else lines.splice(line - 1, 1, ...replacement.split('\n'))
    }
    await writeFile(join(folder, file), lines.join(ending))
  }
  const grown = ({ file, line }: Edit) =>
    applicable
      .filter((edit) => edit.file === file && placeOf(edit) < line)
      .reduce((sum, { replacement, insertion }) => sum + linesIn(replacement ?? insertion) - (replacement ? 1 : 0), 0)
  return edits.filter((edit) => !isApplicable(edit)).map((edit) => ({ ...edit, line: edit.line + grown(edit) }))
}

function linesIn(text = ''): number {
  return text.split('\n').length
}

/** Where an edit is made; what is inserted after a line comes before a change of that line is made. */
function placeOf({ line, replacement, insertAfter = line }: Edit): number {
  return replacement === undefined ? insertAfter + 0.5 : line
}
