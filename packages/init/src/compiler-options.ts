import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, resolve } from 'node:path'

/** What an application tells TypeScript about modules, in lower case; undefined where it doesn't. */
export interface CompilerOptions {
  module?: string
  moduleResolution?: string
  target?: string
  noEmit?: string
  outDir?: string
  allowImportingTsExtensions?: string
  rewriteRelativeImportExtensions?: string
}

const names = [
  'module',
  'moduleResolution',
  'target',
  'noEmit',
  'outDir',
  'allowImportingTsExtensions',
  'rewriteRelativeImportExtensions',
] as const

/** The options of a tsconfig.json with those that it extends, without TypeScript: what can't be read counts as empty. */
export async function readCompilerOptions(file: string, seen: readonly string[] = []): Promise<CompilerOptions> {
  const text = seen.includes(file) ? undefined : await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return {}
  const { compilerOptions, extends: bases } = parseLeniently(text)
  const inherited: CompilerOptions = {}
  for (const base of [bases].flat()) {
    const found = typeof base === 'string' ? baseFile(base, dirname(file)) : undefined
    if (found) Object.assign(inherited, await readCompilerOptions(found, [...seen, file]))
  }
  const own = Object(compilerOptions) as Record<string, unknown>
  const given = names.flatMap((name) => (own[name] === undefined ? [] : [[name, String(own[name]).toLowerCase()]]))
  return { ...inherited, ...Object.fromEntries(given) }
}

/** JSON with comments and commas before a closing bracket, as TypeScript takes it. */
function parseLeniently(text: string): { compilerOptions?: unknown; extends?: unknown } {
  const token = /("(?:\\.|[^"\\])*")|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g
  const bare = text.replace(/^\uFEFF/, '').replace(token, (_, string: string | undefined) => string ?? ' ')
  const strict = bare.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, string: string | undefined) => string ?? '')
  try {
    return Object(JSON.parse(strict)) as { compilerOptions?: unknown; extends?: unknown }
  } catch {
    return {}
  }
}

/** https://www.typescriptlang.org/tsconfig/#extends: a path, or a file of a package. */
function baseFile(name: string, folder: string): string | undefined {
  const places = /^\.{1,2}(\/|$)/.test(name) || isAbsolute(name) ? [resolve(folder, name)] : inPackages(name, folder)
  const files = places.flatMap((place) => [place, `${place}.json`, join(place, 'tsconfig.json')])
  return files.find((file) => file.endsWith('.json') && existsSync(file))
}

function inPackages(name: string, folder: string): string[] {
  const parent = dirname(folder)
  return [join(folder, 'node_modules', name), ...(parent === folder ? [] : inPackages(name, parent))]
}
