import { dirname, join } from 'node:path/posix'

const always = ['package.json', 'README.md', 'LICENSE']
const licenses = 'dist/THIRD-PARTY-NOTICES'

/**
 * Looks at the files of an unpacked tarball.
 * @param files path in the package to text.
 * @param checkout where it was built, which no file may name.
 * @returns what is wrong, a line each.
 */
export function checkContents(files, checkout) {
  const manifest = JSON.parse(files['package.json'])
  const names = Object.keys(files)
  const reached = reachedFiles(files, [...doors(manifest.exports), ...Object.values(manifest.bin ?? {})])
  const isExpected = (name) => reached.has(name) || [...always, 'CHANGELOG.md', licenses].includes(name)
  return [
    ...always.filter((name) => !files[name]).map((name) => `${name} is missing`),
    ...names.filter((name) => /\.test\.|fixture/.test(name)).map((name) => `${name} is for tests`),
    ...names.filter((name) => !isExpected(name)).map((name) => `${name} is reached from no entry point`),
    ...[...reached].filter((name) => !(name in files)).map((name) => `${name} is named and not there`),
    ...names.filter((name) => files[name].includes(checkout)).map((name) => `${name} names the folder of the checkout`),
    ...names.filter((name) => name.endsWith('.map')).flatMap((name) => mapProblems(name, JSON.parse(files[name]))),
    ...foreignPackages(files)
      .filter((name) => !files[licenses]?.includes(`\n${name} `))
      .map((name) => `${name} is bundled, and ${licenses} doesn't have its license`),
  ]
}

/** The files that the conditions of `exports` lead to. */
function doors(exports) {
  return typeof exports === 'string' ? [exports] : Object.values(exports).flatMap(doors)
}

/** What the entry points name, and what that names: modules, their maps, and files or folders by a relative address. */
function reachedFiles(files, entries) {
  const reached = new Set()
  const reach = (name) => {
    const below = Object.keys(files).filter((file) => file.startsWith(`${name}/`))
    if (below.length > 0) return below.forEach(reach)
    if (reached.has(name)) return
    reached.add(name)
    if (/\.(js|ts)$/.test(name)) for (const next of namedBy(files, name)) reach(next)
  }
  for (const entry of entries) reach(join('.', entry))
  return reached
}

function namedBy(files, name) {
  // Examples in comments import what hosts have.
  const text = (files[name] ?? '').replace(/^\s*(\/\*\*|\*).*$/gm, '')
  const address = (match) => join(dirname(name), match[1])
  const imported = [...text.matchAll(/\b(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g)].map(address)
  const located = [...text.matchAll(/\bnew URL\(["'](\.{1,2}\/[^"']+)["']/g)].map(address)
  const maps = [...text.matchAll(/^\/\/# sourceMappingURL=(\S+)$/gm)].map(address)
  const isHere = (target) => Object.keys(files).some((file) => file === target || file.startsWith(`${target}/`))
  const declared = imported.map((target) => (/\.d\.ts$/.test(name) ? target.replace(/\.js$/, '.d.ts') : target))
  // A program also looks where its files are in the workspace, so an address that leads nowhere is no error.
  return [...declared, ...located.filter(isHere), ...maps]
}

function mapProblems(name, { sources, sourcesContent }) {
  return [
    ...sources.filter((source) => /^(\/|[a-z]+:)/i.test(source)).map((source) => `${name} names ${source}`),
    ...(sources.length > 0 && !sourcesContent ? [`${name} holds no sources, which aren't in the tarball either`] : []),
  ]
}

/** The packages whose code is in the bundles: esbuild names each file before its code. */
function foreignPackages(files) {
  const bundles = Object.keys(files).filter((name) => name.endsWith('.js'))
  const named = /^\/\/ \S*\/node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\/\S+$/gm
  return [...new Set(bundles.flatMap((name) => [...files[name].matchAll(named)].map((match) => match[1])))]
}
