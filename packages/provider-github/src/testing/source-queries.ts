import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { listsOf } from '../resource.js'
import { resources } from '../resources.js'

/** The queries that the sources hold, found by looking, so that a new one can't be forgotten. */
export interface SourceQueries {
  /** Names of the operations, as the sources spell them. */
  names: string[]
  /** The documents that the modules export; of one that depends on a choice, each. */
  documents: { origin: string; text: string }[]
}

const sources = fileURLToPath(new URL('..', import.meta.url))
const operation = /`\s*(?:query|mutation|subscription)\s+(\w+)/g

export async function sourceQueries(): Promise<SourceQueries> {
  const names: string[] = []
  const documents: SourceQueries['documents'] = []
  for (const path of readdirSync(sources, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!path.endsWith('.ts') || /\.(test|fixture)\.ts$|^testing/.test(path)) continue
    const found = [...readFileSync(`${sources}/${path}`, 'utf8').matchAll(operation)].flatMap(([, name]) => name ?? [])
    if (found.length === 0) continue
    names.push(...found)
    const exported: Record<string, unknown> = await import(pathToFileURL(`${sources}/${path}`).href)
    for (const [name, value] of Object.entries(exported)) {
      const texts = name.endsWith('Query') ? textsOf(value, path) : []
      documents.push(...texts.map((text) => ({ origin: `${path}: ${name}`, text })))
    }
  }
  return { names, documents }
}

/** Queries over the lists of all resources; the others that are functions take one choice. */
const ofLists: ReadonlySet<string> = new Set(['repository/probe-query.ts', 'check/totals-query.ts'])

/** A query, or what makes it. */
function textsOf(query: unknown, path: string): string[] {
  if (typeof query === 'string') return [query]
  if (typeof query !== 'function') return []
  if (ofLists.has(path)) return [String(query(listsOf(resources)))]
  return [true, false].map((choice) => String(query(choice)))
}
