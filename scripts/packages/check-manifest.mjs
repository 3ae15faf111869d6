import { isDeepStrictEqual } from 'node:util'

/** The fields that the root's package.json decides for all. */
function decided(root, folder) {
  const page = root.homepage.replace('#readme', '')
  return {
    license: root.license,
    author: root.author,
    homepage: `${page}/tree/main/${folder}#readme`,
    bugs: root.bugs,
    repository: { ...root.repository, directory: folder },
    type: 'module',
    engines: root.engines,
    publishConfig: { access: 'public', provenance: true },
  }
}

/**
 * Looks whether a public package says what a registry shows, as the root's package.json says it.
 * @param folder where the package is, named from the root.
 * @returns what is wrong, a line each.
 */
export function checkManifest(manifest, folder, root) {
  const differing = Object.entries(decided(root, folder)).flatMap(([field, wanted]) =>
    isDeepStrictEqual(manifest[field], wanted) ? [] : [`package.json: ${field} should be ${JSON.stringify(wanted)}`],
  )
  const thin = ['description', 'keywords', 'files', 'exports'].flatMap((field) =>
    (manifest[field]?.length ?? Object.keys(manifest[field] ?? {}).length) > 0 ? [] : [`package.json: no ${field}`],
  )
  const binaries = Object.values(manifest.bin ?? {})
  const effects = binaries.length > 0 ? binaries : false
  const effectful = isDeepStrictEqual(manifest.sideEffects, effects)
    ? []
    : [`package.json: sideEffects should be ${JSON.stringify(effects)}, which is what runs when it is imported`]
  return [...differing, ...thin, ...effectful]
}
