import { posix } from 'node:path'

const compiledEndings: Readonly<Record<string, string>> = {
  '.ts': '.js',
  '.tsx': '.js',
  '.mts': '.mjs',
  '.cts': '.cjs',
}

/** A path as imports, schema files and people write it, also where Node separates folders by `\`. */
export function withSlashes(path: string): string {
  return path.replaceAll('\\', '/')
}

/**
 * How one module of the application imports another.
 *
 * @param from the importing file, relative to the application's folder
 * @param to the imported file with its ending, relative to the application's folder
 * @param typeScriptEnding what an import of a `.ts` file ends with: `.js`, `.ts`, or '' where a bundler resolves it
 */
export function importPath(from: string, to: string, typeScriptEnding: string): string {
  const target = withSlashes(to)
  const path = posix.relative(posix.dirname(withSlashes(from)), target)
  const written = posix.extname(target)
  const bare = path.slice(0, path.length - written.length)
  const ending = writtenEnding(written, typeScriptEnding)
  return `${/^\.{1,2}\//.test(bare) ? bare : `./${bare}`}${ending}`
}

/** JavaScript is imported by its name; an ending is compiled away from TypeScript. */
function writtenEnding(ending: string, typeScriptEnding: string): string {
  const compiled = compiledEndings[ending]
  if (compiled === undefined || typeScriptEnding === '.ts') return ending
  return typeScriptEnding === '' && /^\.tsx?$/.test(ending) ? '' : compiled
}
