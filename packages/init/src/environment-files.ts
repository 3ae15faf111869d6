import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/** The later one wins, as in Next and Vite. */
const files = ['.env', '.env.local']

/** The variables that `.env` and `.env.local` of a folder set; a file that can't be read sets none. */
export function environmentFiles(folder: string): Record<string, string | undefined> {
  return Object.assign({}, ...files.map((file) => parseEnv(read(join(folder, file)))))
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
