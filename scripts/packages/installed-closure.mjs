/**
 * Counts the packages that come with one: its dependencies, what has to stand beside it, and what is optional and is for this
 * platform.
 * @param lock what npm wrote beside what it installed.
 * @param isInstalled whether a place that the lock names is there.
 */
export function countInstalled(lock, name, isInstalled) {
  const places = new Set()
  const add = (place) => {
    if (places.has(place)) return
    places.add(place)
    const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = lock.packages[place]
    const isWanted = (peer) => !peerDependenciesMeta?.[peer]?.optional
    const peers = Object.keys(peerDependencies ?? {}).filter(isWanted)
    for (const other of [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]) {
      const found = resolve(lock, place, other)
      if (found && isInstalled(found)) add(found)
    }
  }
  const start = `node_modules/${name}`
  add(start)
  return places.size - 1
}

/** As Node does: in the package's own folder, else in those around it. */
function resolve(lock, place, name) {
  const parts = place.split('/node_modules/')
  for (let depth = parts.length; depth >= 0; depth--) {
    const around = [...parts.slice(0, depth), name].join('/node_modules/')
    const candidate = depth === 0 ? `node_modules/${name}` : around
    if (candidate in lock.packages) return candidate
  }
  return undefined
}
