import type { RunRequest } from '@data-import/core'
import type { KnownWorker } from './statements.js'

/** Why no worker can run something, and what to do. */
export function whyNoWorker(
  { provider, coreVersion, providerVersion }: Pick<RunRequest, 'provider' | 'coreVersion' | 'providerVersion'>,
  offer: string,
  workers: readonly KnownWorker[],
): string {
  if (workers.length === 0) return 'No worker is running. Start one: data-import worker'
  const has = workers.map(({ holder, offers }) => {
    if (offers.length === 0) return `${holder} is shutting down`
    if (offers.includes(offer)) return `${holder} has it`
    return offers.some((one) => one.startsWith(`${provider}@`))
      ? `${holder} has ${provider} in another version`
      : `${holder} doesn't have ${provider}`
  })
  return `No worker can run it: ${provider} is wanted in version ${providerVersion} with core ${coreVersion}, and ${has.join(', ')}. Deploy workers and orchestrator in the same version.`
}
