import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** Leaves a file alone that is right already: others may be reading it. */
export function writeIfChanged(file: string, text: string): void {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}
