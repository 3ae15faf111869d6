/** Two addresses that a `.mailmap` calls one person's. */
export interface MailmapPair {
  /** The address that is right. */
  proper: string
  /** The one that stands in commits. */
  commit: string
}

const longestLine = 1_000

/**
 * The pairs of addresses of a `.mailmap`, in lower case. Lines that change a name alone say nothing of addresses; those for one name
 * of an address (`Ann <ann@acme.dev> Ann Lee <team@acme.dev>`) say of the address that several people use it.
 * https://git-scm.com/docs/gitmailmap
 */
export function readMailmap(text: string): MailmapPair[] {
  return text.split('\n').flatMap((line): MailmapPair[] => {
    if (line.length > longestLine || line.startsWith('#')) return []
    const [, proper, name, commit] = /^[^<>]*<([^<>]*)>([^<>]*)<([^<>]*)>/.exec(line) ?? []
    if (proper === undefined || commit === undefined || name?.trim() !== '') return []
    const pair = { proper: proper.trim().toLowerCase(), commit: commit.trim().toLowerCase() }
    return pair.proper === '' || pair.commit === '' || pair.proper === pair.commit ? [] : [pair]
  })
}
