import { createHmac } from 'node:crypto'
import type { WebhookHeaders } from '@data-import/core'
import { equalDigests } from './equal-digests.js'

/** How old, or how far in the future, a signed request may be. */
const toleranceMs = 5 * 60_000
const secretPrefix = 'whsec_'

/** Whether a secret is one of Standard Webhooks, which must not be taken for a plain token. */
export function isSigningSecret(secret: string): boolean {
  return secret.startsWith(secretPrefix)
}

/**
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @param nowMs since 1970
 */
export function isSignedByStandard(
  headers: WebhookHeaders,
  body: Uint8Array,
  secrets: readonly string[],
  nowMs: number,
): boolean {
  const id = headers.get('webhook-id')
  const timestamp = headers.get('webhook-timestamp')
  const signatures = headers.get('webhook-signature')?.split(' ') ?? []
  if (id === null || timestamp === null || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(nowMs - Number(timestamp) * 1_000) > toleranceMs) return false
  return secrets.filter(isSigningSecret).some((secret) => {
    const key = Buffer.from(secret.slice(secretPrefix.length), 'base64')
    if (key.length === 0) return false
    const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
    return signatures.some((signature) => equalDigests(signature, `v1,${mac}`))
  })
}
