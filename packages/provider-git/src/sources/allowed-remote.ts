import { ConfigurationError, type ExecutionContext, requireAllowedAddress } from '@data-import/core/provider'
import type { RemoteAddress } from '../git/remote-address.js'

/** Which addresses the host allows; all without it. */
export type AddressRule = Pick<ExecutionContext, 'isAllowedAddress'>

/**
 * An address of a line of `GIT_URL`, of which the host was asked. Redirects of its server are not followed then: git can't ask.
 * @throws {ConfigurationError} for one that isn't allowed.
 */
export async function allowedRemote(
  address: RemoteAddress,
  { isAllowedAddress }: AddressRule,
  what: string,
): Promise<RemoteAddress> {
  if (isAllowedAddress === undefined) return address
  await requireAllowedAddress(isAllowedAddress, judgedUrl(address.fetchUrl, what), what)
  return { ...address, followsRedirects: false }
}

/** What git connects to, in the one spelling that the host's rule has to know. */
function judgedUrl(fetchUrl: string, what: string): URL {
  const text = fetchUrl.includes('://') ? fetchUrl : `ssh://${fetchUrl.replace(':', '/')}`
  if (!URL.canParse(text)) throw ambiguous(what)
  const url = new URL(text)
  if (url.protocol !== 'ssh:' && url.protocol !== 'git:') return url
  // git decodes these before it looks for the host, so that "ssh://169.254.169.254%2F@host" leads elsewhere than to the host:
  // https://github.com/git/git/blob/v2.50.0/connect.c#L1093
  const isEncoded = /^[a-z]+:\/\/[^/]*%/.test(url.href)
  // As in addresses of the web: 2130706433 and 0x7f.1 are 127.0.0.1 for whatever connects.
  const web = `http://${url.host}`
  if (isEncoded || !URL.canParse(web)) throw ambiguous(what)
  url.hostname = new URL(web).hostname
  return url
}

function ambiguous(what: string): ConfigurationError {
  return new ConfigurationError(
    `${what} has a host or user that could be read in two ways: write them in plain letters, for the application decides which hosts are allowed.`,
  )
}
