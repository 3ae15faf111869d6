/** Where a server's branches and tags stand. */
export interface RemoteRefs {
  /** Object ids by full name: branches and tags. */
  refs: ReadonlyMap<string, string>
  /** The branch that HEAD names, where the server tells it; null if HEAD is a commit, or there is none. */
  headRef: string | null
  /** The commit of HEAD; null if it leads to none. */
  headSha: string | null
  /** Nothing is listed at all: a repository without commits, or whose branches are all deleted. */
  isEmpty: boolean
}

/** Names that other servers may have and git leaves out: https://git-scm.com/docs/git-check-ref-format. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: git refuses them in names
const impossible = /[\x00-\x20\x7f~^:?*[\\]|\.\.|\/\.|\.$|\.lock(\/|$)|@\{|\/\/|\/$/

const line = /^([0-9a-f]{40,64})\t(.+)$/
const symbolic = /^ref: (refs\/\S+)\tHEAD$/

/** Reads what `git ls-remote --symref` prints: https://git-scm.com/docs/git-ls-remote#_output. */
export function parseRemoteRefs(listed: string): RemoteRefs {
  const refs = new Map<string, string>()
  let headRef: string | null = null
  let headSha: string | null = null
  let isEmpty = true
  for (const text of listed.split('\n')) {
    headRef ??= symbolic.exec(text)?.[1] ?? null
    const [, sha, name] = line.exec(text) ?? []
    if (!sha || !name) continue
    isEmpty = false
    if (name === 'HEAD') headSha = sha
    else if (/^refs\/(heads|tags)\//.test(name) && !impossible.test(name)) refs.set(name, sha)
  }
  // A name that leads outside of branches and tags can't be kept as one.
  if (headRef !== null && !refs.has(headRef)) headRef = null
  return { refs, headRef, headSha, isEmpty }
}
