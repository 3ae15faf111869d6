import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beginMark } from './schema-files.js'

/** A file that the application is to have. */
export interface WantedFile {
  /** Relative to the application's folder. */
  path: string
  text: string
  /** What it is, in a few words. */
  purpose: string
  /** Appended to the file that is there. */
  isAppended?: boolean
}

/** What becomes of it: a file, or a block that init appended, that is there and says something else is left as it is. */
export interface PlannedFile extends WantedFile {
  action: 'write' | 'append' | 'same' | 'leave'
}

/** Looks which of the files are there already. */
export async function planFiles(folder: string, files: readonly WantedFile[]): Promise<PlannedFile[]> {
  return Promise.all(files.map(async (file) => ({ ...file, action: await actionFor(folder, file) })))
}

async function actionFor(folder: string, { path, text, isAppended }: WantedFile): Promise<PlannedFile['action']> {
  // One that can't be read is no file that is missing: it would be written over.
  const existing = await readFile(join(folder, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw error
  })
  if (isAppended) {
    if (existing?.includes(text.trim())) return 'same'
    return existing?.includes(beginMark) ? 'leave' : 'append'
  }
  if (existing === undefined) return 'write'
  return withoutFormat(existing) === withoutFormat(text) ? 'same' : 'leave'
}

/** The application's formatter may change spaces, quotes, semicolons and commas at the ends of lists. */
function withoutFormat(text: string): string {
  return text.replace(/[\s;,]/g, '').replaceAll('"', "'")
}
