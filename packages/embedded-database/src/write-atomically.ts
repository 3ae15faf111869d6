import { randomUUID } from 'node:crypto'
import { rename, writeFile } from 'node:fs/promises'

/** Replaces a file in one step, so that nobody reads half of it. */
export async function writeAtomically(path: string, content: string, mode = 0o644): Promise<void> {
  const temporary = `${path}.${randomUUID()}`
  await writeFile(temporary, content, { mode })
  await rename(temporary, path)
}
