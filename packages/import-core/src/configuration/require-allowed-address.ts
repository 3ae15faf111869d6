import type { IsAllowedAddress } from '../contract/allowed-address.js'
import { ConfigurationError } from '../errors/import-error.js'

/** A look-up of a name that takes longer would hold back all that waits for it. */
const longestMs = 10_000

/**
 * Refuses an address that the host doesn't allow, as each hop of `createGuardedFetch` does by itself: for providers that
 * reach the outside system in another way, as git does.
 * @param what what leads there, for messages: `GIT_URL, line 2`
 * @throws {ConfigurationError} for an address that is refused, and where the host's function fails or takes longer than 10 s.
 *   The message shows scheme and host alone.
 */
export async function requireAllowedAddress(
  isAllowedAddress: IsAllowedAddress | undefined,
  address: URL,
  what: string,
): Promise<void> {
  if (isAllowedAddress === undefined) return
  const url = new URL(address)
  url.username = ''
  url.password = ''
  const place = `${url.protocol}//${url.host}`
  const verdict = await judge(isAllowedAddress, url).catch((cause: unknown) => {
    throw new ConfigurationError(
      `${what} leads to ${place}, and isAllowedAddress of the orchestrator failed to say whether that is allowed: nothing is sent there.`,
      { cause },
    )
  })
  if (verdict === true) return
  throw new ConfigurationError(
    `${what} leads to ${place}, which isAllowedAddress of the orchestrator refuses: correct the address, or allow it there.`,
  )
}

async function judge(isAllowedAddress: IsAllowedAddress, url: URL): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It gave no answer within ${longestMs / 1_000} s.`)), longestMs)
  })
  try {
    return await Promise.race([isAllowedAddress(url), late])
  } finally {
    clearTimeout(timer)
  }
}
