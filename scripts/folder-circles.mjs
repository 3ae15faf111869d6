import { dirname } from 'node:path/posix'

/**
 * Looks for folders that import each other, directly or around a corner; imports of types count too, because a reader follows them
 * as well. A file directly in `src` stands for itself: an entry point sits above all folders, a shared type below them.
 *
 * @param imports each file of a package, with the files of the same package that it imports.
 * @returns the circles, each as a sorted list of folders.
 */
export function folderCircles(imports) {
  const next = new Map()
  for (const [file, targets] of imports) {
    const from = roomOf(file)
    if (!next.has(from)) next.set(from, new Set())
    for (const target of targets) if (roomOf(target) !== from) next.get(from).add(roomOf(target))
  }
  const reached = new Map([...next.keys()].map((room) => [room, reachableFrom(next, room)]))
  const circles = [...reached].flatMap(([room, others]) =>
    others.has(room) ? [[...others].filter((other) => reached.get(other)?.has(room)).sort()] : [],
  )
  // Two files of types that name each other are no folders.
  const ofFolders = circles.filter((circle) => circle.some((room) => !room.endsWith('.ts')))
  return [...new Map(ofFolders.map((circle) => [circle.join(), circle])).values()]
}

function roomOf(file) {
  const folder = dirname(file)
  return folder === 'src' || folder === '.' ? file : folder
}

function reachableFrom(next, room) {
  const reached = new Set()
  const visit = (from) => {
    for (const to of next.get(from) ?? []) {
      if (reached.has(to)) continue
      reached.add(to)
      visit(to)
    }
  }
  visit(room)
  return reached
}
