import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigurationError } from '@data-import/core'
import { adaptSpecificationScript } from './adapter/adapt-specification-script.js'
import { importFile } from './modules/import-module.js'
import { type LoadedProvider, providerOf } from './modules/provider-module.js'

const moduleFile = /(?<!\.d)(?<!\.test)\.(?:js|mjs|ts)$/
const indexFiles = ['index.js', 'index.mjs', 'index.ts']

/**
 * Loads the modules of a folder of data sources: `github.js`, `github/index.ts`. Each exports `scripts`.
 *
 * @param directory absolute path of the folder
 * @throws {ConfigurationError} naming the module that throws, or exports something else.
 */
export async function loadScripts(directory: string): Promise<LoadedProvider[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    throw new ConfigurationError(`The folder ${directory} with data sources can't be read.`, { cause: error })
  })
  const files: string[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (/^[._]|^node_modules$/.test(entry.name)) continue
    if (entry.isDirectory()) {
      const index = await findIndex(join(directory, entry.name))
      if (index) files.push(index)
    } else if (moduleFile.test(entry.name)) files.push(join(directory, entry.name))
  }
  const loaded: LoadedProvider[] = []
  for (const file of files) {
    const { origin, provider } = providerOf(await importFile(file), file)
    loaded.push({ origin, provider: { ...provider, scripts: provider.scripts.map(adaptSpecificationScript) } })
  }
  return loaded
}

async function findIndex(folder: string): Promise<string | undefined> {
  const names = await readdir(folder)
  const name = indexFiles.find((index) => names.includes(index))
  return name === undefined ? undefined : join(folder, name)
}
