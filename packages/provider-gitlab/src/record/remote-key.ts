import { remoteKeyOf } from '@data-import/model'

/** The key of the project at an address of GitLab's pages; paths there are the same in any case, on every server. */
export function gitlabRemoteKey(url: string | null | undefined): string | null {
  if (typeof url !== 'string' || !URL.canParse(url)) return null
  return remoteKeyOf(url, { caseInsensitiveHosts: [new URL(url).host] })
}
