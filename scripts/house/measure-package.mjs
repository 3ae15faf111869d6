import { dirname, join, normalize } from 'node:path/posix'
import { folderCircles } from '../folder-circles.mjs'

const entries = ['src/index.ts', 'src/provider.ts', 'src/bin.ts']

/**
 * The size and shape of a package's source. Tests, their fixtures and the programs that they start don't count.
 * @param files path in the package to text.
 */
export function measurePackage(files) {
  const imports = new Map(Object.entries(files).map(([file, text]) => [file, importedFiles(files, file, text)]))
  const published = publishedFiles(imports)
  const sizes = published.map((file) => ({ file, lines: files[file].trimEnd().split('\n').length }))
  const sorted = sizes.toSorted((a, b) => a.lines - b.lines)
  return {
    fileCount: sizes.length,
    lineCount: sizes.reduce((sum, { lines }) => sum + lines, 0),
    medianLines: sorted[Math.floor((sorted.length - 1) / 2)]?.lines ?? 0,
    largest: sorted.at(-1) ?? { file: '-', lines: 0 },
    exportCount: new Set(entries.flatMap((file) => exportedNames(files[file] ?? ''))).size,
    circleFolders: folderCircles(published.map((file) => [file, imports.get(file)])).flat().length,
  }
}

/** What the entry points reach. */
function publishedFiles(imports) {
  const reached = new Set()
  const visit = (file) => {
    if (reached.has(file)) return
    reached.add(file)
    for (const next of imports.get(file)) visit(next)
  }
  for (const entry of entries) if (imports.has(entry)) visit(entry)
  return [...reached].sort()
}

/** Files of the same package that a file imports, types included; what its comments import doesn't count. */
function importedFiles(files, file, text) {
  const code = text.replace(/^\s*(\*|\/\*\*|\/\/).*$/gm, '')
  const specifiers = [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)].map(([, specifier]) => specifier)
  return specifiers
    .map((specifier) => normalize(join(dirname(file), specifier)))
    .map((target) =>
      [target, target.replace(/\.js$/, '.ts'), target.replace(/\.js$/, '.tsx')].find((one) => one in files),
    )
    .filter((target) => target !== undefined)
}

function exportedNames(text) {
  const lists = [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, names]) => names.split(','))
  const declared = [...text.matchAll(/export (?:async )?(?:const|function|class|interface|type) (\w+)/g)].map(
    ([, one]) => one,
  )
  return [...lists.map((name) => name.replace(/^\s*type /, '').trim()), ...declared].filter((name) => name !== '')
}
