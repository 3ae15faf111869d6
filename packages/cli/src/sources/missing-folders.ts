import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ConfigurationKey } from '@data-import/core'

/** Says which folders of the settings are not on this machine; a provider may run on another one. */
export async function missingFolders(
  settings: ReadonlyMap<string, string>,
  configuration: readonly ConfigurationKey[],
  cwd: string,
): Promise<string[]> {
  const given = configuration.flatMap(({ key, format }) =>
    format === 'folder' ? (settings.get(key) ?? '').split('\n').map((line) => ({ key, folder: line.trim() })) : [],
  )
  const missing = await Promise.all(
    given.map(async ({ key, folder }) => {
      const isThere =
        folder === '' ||
        (await stat(resolve(cwd, folder)).then(
          (found) => found.isDirectory(),
          () => false,
        ))
      return isThere ? [] : [`${key}: there is no folder ${resolve(cwd, folder)} on this machine.`]
    }),
  )
  return missing.flat()
}
