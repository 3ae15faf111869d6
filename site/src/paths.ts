import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the package that builds the site. */
export const siteFolder = dirname(dirname(fileURLToPath(import.meta.url)))

/** Folder of the checkout. */
export const root = dirname(siteFolder)

/** Where the pages are gathered before they are built; made again by each build. */
export const stageFolder = join(siteFolder, '.stage')

/** The built site. */
export const outputFolder = join(siteFolder, 'dist')

/** Whether there is such a file or folder, named from the root. */
export function isInCheckout(path: string): boolean {
  return existsSync(join(root, path))
}
