/** Paths that exist on the machine of whoever wrote them: home folders, work folders, temporary checkouts. */
const machinePath = /(?<![\w.:/@-])\/(?:home|Users|root|work|workspace|mnt|tmp|private\/tmp)\/[\w.-]+/g

/** Lines of a text that name such a path, as `line: path`. */
export function findMachinePaths(text) {
  return text
    .split('\n')
    .flatMap((line, index) => (line.match(machinePath) ?? []).map((path) => `${index + 1}: ${path}`))
}
