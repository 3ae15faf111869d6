import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { importedProviders } from './imported-providers.js'
import type { PlannedFile } from './plan-files.js'

/** What to add to a wiring that is left as it is, where it doesn't import a chosen provider: nobody would run it. */
export async function leftWiringNotes(
  folder: string,
  path: string,
  files: readonly PlannedFile[],
  providers: readonly string[],
): Promise<string[]> {
  if (files.find((file) => file.path === path)?.action !== 'leave') return []
  const text = await readFile(join(folder, path), 'utf8')
  const missing = importedProviders(providers, 'db').filter(({ name }) => !text.includes(name))
  const notes = missing.map(
    ({ name, as }) =>
      `${path} is left as it is. Add to it: import * as ${as} from '${name}', and ${as} to its providers. Until then nobody runs ${name}.`,
  )
  if (!text.includes('linkRepositories')) {
    notes.push(
      `${path} is left as it is. Add to it: import { linkRepositories } from '@data-import/model', and the option afterPass: [linkRepositories]. Until then builds and quality projects don't find the repositories of other data sources.`,
    )
  }
  return notes
}
