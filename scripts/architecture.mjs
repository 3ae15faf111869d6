import { builtinModules } from 'node:module'
import { dirname, join, normalize } from 'node:path/posix'
import { folderCircles } from './folder-circles.mjs'
import { importsOf } from './source-imports.mjs'

const maximumLines = 250
const anything = () => true
/** Providers come along with it, as with the command line, which is above it. */
const initImports = (specifier) =>
  authorEntry(specifier) ||
  ['@data-import/core', '@data-import/specification/modules'].includes(specifier) ||
  specifier.startsWith('@data-import/provider-')
const authorEntry = (specifier) => specifier === '@data-import/core/provider'

/** What each package may import of ours. A package that isn't here may import nothing of ours. */
const allowedOfOurs = {
  '@data-import/core': () => false,
  '@data-import/http': authorEntry,
  '@data-import/conformance': (specifier) => authorEntry(specifier) || specifier === '@data-import/core',
  '@data-import/model': authorEntry,
  '@data-import/embedded-database': () => false,
  '@data-import/insight': authorEntry,
  '@data-import/dashboard': (specifier) =>
    authorEntry(specifier) || ['@data-import/core', '@data-import/insight', '@data-import/ledger'].includes(specifier),
  '@data-import/ledger': () => false,
  '@data-import/opentelemetry': (specifier) => ['@data-import/core', '@data-import/ledger'].includes(specifier),
  '@data-import/executor-graphile-worker': (specifier) => specifier === '@data-import/core',
  '@data-import/webhooks': (specifier) => specifier === '@data-import/core',
  '@data-import/scheduler': (specifier) => specifier === '@data-import/core',
  '@data-import/specification': (specifier) =>
    authorEntry(specifier) || ['@data-import/core', '@data-import/model'].includes(specifier),
  '@data-import/init': initImports,
  '@data-import/cli': anything,
  '@data-import/test-kit': anything,
  '@data-import/reference-database': authorEntry,
}

/** Folders still in circles, by package: each number only falls, and its line goes with the last of them. */
export const foldersInCircles = {
  '@data-import/fake-github': 7,
}

function mayImport(packageName, specifier) {
  if (packageName.startsWith('@data-import/provider-')) {
    return authorEntry(specifier) || ['@data-import/http', '@data-import/model'].includes(specifier)
  }
  if (packageName.startsWith('@data-import/fake-')) return specifier === '@data-import/fake-server'
  return allowedOfOurs[packageName]?.(specifier) ?? false
}

/**
 * Looks for what the architecture forbids.
 * @param packages each with `name`, `manifest` (its package.json) and `files`: path in the package to text.
 * @param knownCircles how many folders of a package may still be in circles, by its name.
 * @returns one sentence for each violation.
 */
export function findViolations(packages, knownCircles = {}) {
  return packages.flatMap((each) => {
    const files = Object.entries(each.files)
    const published = publishedFiles(each.files)
    return [
      ...files.flatMap(([file, text]) => importViolations(each, file, text, !published.has(file))),
      ...files.flatMap(([file, text]) => lengthViolations(each.name, file, text)),
      ...cycles(each),
      ...circleViolations(each, published, knownCircles[each.name] ?? 0),
    ]
  })
}

/** What the entry points reach. The rest is for tests: themselves, and the programs that they start. */
function publishedFiles(files) {
  const reached = new Set()
  const reach = (file) => {
    if (reached.has(file)) return
    reached.add(file)
    for (const next of targets(files, file, files[file])) reach(next)
  }
  for (const entry of ['src/index.ts', 'src/provider.ts', 'src/modules.ts', 'src/node.ts', 'src/bin.ts'])
    if (entry in files) reach(entry)
  return reached
}

function importViolations({ name, manifest, files }, file, text, isTest) {
  return importsOf(text).flatMap((specifier) => {
    const problem = specifier.startsWith('.')
      ? relativeProblem(files, file, specifier)
      : (directionProblem(name, isTest, specifier) ?? declarationProblem(name, manifest, isTest, specifier))
    return problem ? [`${name} ${file}: imports '${specifier}', ${problem}`] : []
  })
}

function relativeProblem(files, file, specifier) {
  const target = normalize(join(dirname(file), specifier))
  if (target.startsWith('..')) return 'which is outside its package'
  if (target.startsWith('generated/')) return undefined
  if (!/\.(js|json)$/.test(specifier)) return 'without the ending .js'
  return resolveFile(files, target) || target.endsWith('.json') ? undefined : 'which does not exist'
}

function directionProblem(name, isTest, specifier) {
  if (!specifier.startsWith('@data-import/')) return undefined
  if (/^@data-import\/[^/]+\/(src|dist)(\/|$)/.test(specifier)) return 'past the doors of that package'
  if (isTest || packageOf(specifier) === name) return undefined
  return mayImport(name, specifier) ? undefined : 'which its place in the architecture forbids'
}

function declarationProblem(name, manifest, isTest, specifier) {
  if (specifier.startsWith('node:')) return undefined
  if (builtinModules.includes(specifier)) return "a built-in module without 'node:'"
  const wanted = packageOf(specifier)
  if (wanted === name) return undefined
  // Tests run in the workspace only: with the root's tools, and on the sources of every package.
  if (isTest && (['vitest', 'fast-check'].includes(wanted) || wanted.startsWith('@data-import/'))) return undefined
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest
  const declared = { ...dependencies, ...peerDependencies, ...optionalDependencies, ...devDependencies }
  return wanted in declared ? undefined : 'which its package.json does not declare'
}

function lengthViolations(name, file, text) {
  const lines = text.trimEnd().split('\n').length
  return lines > maximumLines ? [`${name} ${file}: ${lines} lines; more than ${maximumLines} are split by concept`] : []
}

function cycles({ name, files }) {
  const found = []
  const done = new Set()
  const visit = (file, path) => {
    if (path.includes(file)) {
      found.push(`${name}: import cycle ${[...path.slice(path.indexOf(file)), file].join(' → ')}`)
      return
    }
    if (done.has(file)) return
    for (const next of runtimeTargets(files, file)) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of Object.keys(files)) visit(file, [])
  return found
}

function circleViolations({ name, files }, published, known) {
  const imports = [...published].map((file) => [file, targets(files, file, files[file])])
  const circles = folderCircles(imports)
  const found = circles.flat().length
  if (found < known) return [`${name}: ${found} folders in circles, no longer ${known}: lower the number in scripts`]
  if (found === known) return []
  return circles.map((circle) => `${name}: folders import each other in a circle: ${circle.join(', ')}`)
}

/** Type-only imports leave no trace in the built code, so two types may name each other across files. */
function runtimeTargets(files, file) {
  return targets(files, file, files[file].replace(/^(import|export) type [^;]*? from '[^']+'/gms, ''))
}

function targets(files, file, text) {
  return importsOf(text)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => resolveFile(files, normalize(join(dirname(file), specifier))))
    .filter((target) => target !== undefined)
}

function resolveFile(files, target) {
  return [target, target.replace(/\.js$/, '.ts'), target.replace(/\.js$/, '.tsx')].find((path) => path in files)
}

function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
