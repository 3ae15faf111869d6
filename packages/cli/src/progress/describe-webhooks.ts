import { formatCount, formatInstant } from '../output/format-number.js'
import type { DataSourceStatus } from '../queries/data-source-status.js'

/** Says how many of the changes that walks found webhooks had told of. */
export function describeWebhooks(webhooks: NonNullable<DataSourceStatus['webhooks']>): string {
  const { share, told, missed, missedSinceRing, isSilent, rungAt } = webhooks
  if (isSilent) {
    return `webhooks: none has come since ${formatInstant(rungAt)}, and ${formatCount(missedSinceRing)} walks have found changes since. Look after them in the vendor's settings; changes come by polling meanwhile.`
  }
  if (share === null) return `webhooks: the last one came at ${formatInstant(rungAt)}`
  return `webhooks: told of ${Math.floor(share * 100)} % of changes this week (${formatCount(told)} of ${formatCount(told + missed)})`
}
