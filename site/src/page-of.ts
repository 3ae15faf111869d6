import { guides } from './guides.js'

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
  if (packageFolder) return packagePages[packageFolder]
  return /^docs\/decisions\/\d{4}-[^/]+\.md$/.test(clean) ? clean.slice('docs/'.length) : undefined
}

/** Pages of the API, by the folder of the package. */
const packagePages: Readonly<Record<string, string>> = {
  'import-core': 'api/core/index.md',
  model: 'api/model/index.md',
  'provider-git': 'api/provider-git/index.md',
  'provider-github': 'api/provider-github/index.md',
  'fake-github': 'api/fake-github/index.md',
  cli: 'api/cli/index.md',
  'embedded-database': 'api/embedded-database/index.md',
}
