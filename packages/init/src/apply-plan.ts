import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PlannedFile } from './plan-files.js'

/** Writes what is missing. A file that came into being meanwhile is an error, not overwritten. */
export async function applyPlan(folder: string, files: readonly PlannedFile[]): Promise<void> {
  for (const { path, text, action } of files) {
    const file = join(folder, path)
    if (action === 'append') await appendFile(file, text)
    if (action !== 'write') continue
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text, { flag: 'wx' })
  }
}
