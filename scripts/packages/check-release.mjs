import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../workspace.mjs'

/**
 * Looks whether the rehearsed release is right: which packages came out, as which version, with which changelogs and which
 * ranges for each other.
 * @param stage the copy of the checkout that was released.
 * @param published what arrived at the registry: name to manifest and tag.
 * @returns what is wrong, a line each.
 */
export function checkRelease(packages, stage, published, checkout = root) {
  const changes = readChanges(join(checkout, '.changeset'))
  const versions = [...new Set([...published.values()].map(({ manifest }) => manifest.version))]
  const before = JSON.parse(readFileSync(join(checkout, packages[0].folder, 'package.json'), 'utf8')).version
  return [
    ...listProblems(packages, [...published.keys()]),
    ...(versions.length === 1 ? [] : [`all should have one version, and they have ${versions.join(', ')}`]),
    ...(changes.length > 0 && versions.includes(before)
      ? [`changes are waiting, and the version is still ${before}`]
      : []),
    ...readChanges(join(stage, '.changeset')).map(({ file }) => `${file} is still waiting after the release`),
    ...packages.flatMap(({ folder, name }) => changelogProblems(join(stage, folder), name, changes, versions[0])),
    ...[...published.values()].flatMap(({ manifest, tag }) => [
      ...(tag === 'latest' ? [] : [`${manifest.name} went out as ${tag}`]),
      ...rangeProblems(manifest, versions[0]),
    ]),
  ]
}

function listProblems(packages, names) {
  const wanted = packages.map(({ name }) => name)
  return [
    ...wanted.filter((name) => !names.includes(name)).map((name) => `${name} was not published`),
    ...names.filter((name) => !wanted.includes(name)).map((name) => `${name} is private and was published`),
  ]
}

function readChanges(folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md')
  return files.map((file) => {
    const [, head, text] = readFileSync(join(folder, file), 'utf8').split(/^---$/m)
    const names = [...head.matchAll(/^['"](.+)['"]:/gm)].map((match) => match[1])
    return { file, names, firstLine: text.trim().split('\n')[0] }
  })
}

function changelogProblems(folder, name, changes, version) {
  const file = join(folder, 'CHANGELOG.md')
  const changelog = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const own = changes.filter(({ names }) => names.includes(name))
  return [
    ...(changelog.includes(`\n## ${version}\n`) ? [] : [`${name}: its changelog has no ${version}`]),
    ...own
      .filter(({ firstLine }) => !changelog.includes(firstLine))
      .map((change) => `${name}: its changelog lacks ${change.file}`),
  ]
}

/** Ours depend on each other from this version on; the core is a peer, so that a host has one, of any version before 1. */
function rangeProblems({ name, dependencies, peerDependencies }, version) {
  const isOurs = ([other]) => other.startsWith('@data-import/')
  const wrong = Object.entries(dependencies ?? {}).filter((entry) => isOurs(entry) && entry[1] !== `^${version}`)
  const wrongPeers = Object.entries(peerDependencies ?? {}).filter(
    (entry) => isOurs(entry) && !admits(entry[1], version),
  )
  return [...wrong, ...wrongPeers].map(([other, range]) => `${name} wants ${other} ${range}, and ${version} is out`)
}

function admits(range, version) {
  const [, from, to] = /^>=(\d+\.\d+\.\d+) <(\d+\.\d+\.\d+)$/.exec(range) ?? []
  return from !== undefined && compare(from, version) <= 0 && compare(version, to) < 0
}

function compare(one, other) {
  const others = other.split('.').map(Number)
  const difference = one.split('.').map((part, index) => Number(part) - others[index])
  return difference.find((value) => value !== 0) ?? 0
}
