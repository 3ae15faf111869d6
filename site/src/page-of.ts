import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { guides } from './guides.js'
import { root } from './paths.js'

/** Things of the checkout that another page of the site describes. */
const described: Readonly<Record<string, string>> = {
  'README.md': 'index.md',
  docs: 'index.md',
  'docs/decisions': 'decisions/index.md',
  prisma: 'schema.md',
  'prisma/schema': 'schema.md',
}

/**
 * The page of the site that a file or folder of the checkout became.
 *
 * @param path from the root of the checkout
 * @returns the page's file in the site, or undefined where there is none.
 */
export function pageOf(path: string): string | undefined {
  const clean = path.replace(/\/$/, '')
  const known = described[clean] ?? guides.find(({ source }) => source === clean)?.page
  if (known) return known
  const packageFolder = /^packages\/([^/]+)$/.exec(clean)?.[1]
  if (packageFolder) return packagePage(packageFolder)
  return /^docs\/decisions\/\d{4}-[^/]+\.md$/.test(clean) ? clean.slice('docs/'.length) : undefined
}

/** The page of a package whose API TypeDoc describes. */
function packagePage(folder: string): string | undefined {
  const { entryPoints } = readJson('typedoc.json') as { entryPoints: string[] }
  if (!entryPoints.includes(`packages/${folder}/src/index.ts`)) return undefined
  const { name } = readJson(`packages/${folder}/package.json`) as { name: string }
  return `api/${name.replace('@data-import/', '')}/index.md`
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), 'utf8'))
}
