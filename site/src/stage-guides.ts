import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Guide, guides } from './guides.js'
import { homePage } from './home-page.js'
import { isInCheckout, root, stageFolder } from './paths.js'
import { rewriteLinks } from './rewrite-links.js'
import { withDiagrams } from './schema/with-diagrams.js'

/** The decisions, in the order of their numbers. */
export function decisions(): Guide[] {
  const names = readdirSync(join(root, 'docs/decisions')).filter((name) => /^\d{4}-.*\.md$/.test(name))
  return names.sort().map((name) => ({
    source: `docs/decisions/${name}`,
    page: `decisions/${name}`,
    title: titleOf(readFileSync(join(root, 'docs/decisions', name), 'utf8')),
  }))
}

/** Guides that are there and in no list, from the root. */
export function unlistedGuides(): string[] {
  const listed = new Set(guides.map(({ source }) => source))
  const names = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'))
  return names.map((name) => `docs/${name}`).filter((source) => !listed.has(source))
}

/**
 * Copies the guides to where the site is built, with links and diagrams of the site.
 *
 * @throws {Error} for a guide that the list of guides doesn't have.
 */
export async function stageGuides(): Promise<void> {
  const unlisted = unlistedGuides()
  if (unlisted.length > 0) throw new Error(`site/src/guides.ts has to list ${unlisted.join(', ')}.`)
  const present = guides.filter(({ source }) => isInCheckout(source))
  for (const guide of [...present, ...decisions(), { source: 'README.md', page: 'index.md' }]) await stage(guide)
}

async function stage({ source, page }: Pick<Guide, 'source' | 'page'>): Promise<void> {
  const original = readFileSync(join(root, source), 'utf8')
  // What is written for the site alone has its links already.
  const isOfSite = source.startsWith('site/')
  const { text, files } = isOfSite ? { text: original, files: [] } : rewriteLinks(original, { source, page, isFile })
  write(page, await withDiagrams(source === 'README.md' ? homePage(text) : text))
  for (const file of files) {
    const target = join(stageFolder, 'public/files', file)
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(join(root, file), target)
  }
}

function write(page: string, text: string): void {
  const target = join(stageFolder, page)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, text)
}

function isFile(path: string): boolean {
  return isInCheckout(path) && statSync(join(root, path)).isFile()
}

function titleOf(markdown: string): string {
  return /^# (.*)$/m.exec(markdown)?.[1] ?? ''
}
