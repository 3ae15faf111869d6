import { remoteKeyOf } from '@data-import/model'

/** The key of the repository at an address of GitHub's pages; names there are the same in any case, on every server. */
export function githubRemoteKey(url: string | null | undefined): string | null {
  if (typeof url !== 'string' || !URL.canParse(url)) return null
  return remoteKeyOf(url, { caseInsensitiveHosts: [new URL(url).host] })
}
