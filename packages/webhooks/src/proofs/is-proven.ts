import { createHmac } from 'node:crypto'
import type { WebhookHeaders, WebhookProof } from '@data-import/core'
import { equalDigests } from './equal-digests.js'
import { isSignedByStandard, isSigningSecret } from './standard-webhooks.js'

/** What of a request proves whose it is. */
export interface GivenProof {
  headers: WebhookHeaders
  /** Behind the data source's id in the address. */
  pathSecret: string | undefined
  secrets: readonly string[]
  /** Milliseconds since 1970. */
  nowMs: number
}

/** A secret in a path has at least 128 bits: so many characters of base64. */
export const leastPathSecretLength = 22

/** Whether a request can be right at all, by what is known before its body is read: who gave nothing needn't be listened to. */
export function mayBeProven(proof: WebhookProof, given: GivenProof): boolean {
  switch (proof.kind) {
    case 'hmac':
      return given.headers.get(proof.header) !== null
    case 'standard-webhooks':
      return given.headers.get('webhook-signature') !== null && given.secrets.some(isSigningSecret)
    default:
      return isSecretGiven(proof, given)
  }
}

/** Whether a request is the vendor's. */
export function isProven(proof: WebhookProof, given: GivenProof, body: Uint8Array): boolean {
  switch (proof.kind) {
    case 'hmac':
      return isSigned(proof, given, body)
    case 'standard-webhooks':
      return isSignedByStandard(given.headers, body, given.secrets, given.nowMs)
    default:
      return isSecretGiven(proof, given)
  }
}

/** A header may have several signatures, of other versions too. */
function isSigned(
  { header, prefix }: { header: string; prefix: string },
  { headers, secrets }: GivenProof,
  body: Uint8Array,
): boolean {
  const signatures = (headers.get(header) ?? '').split(',').map((signature) => signature.trim().toLowerCase())
  return secrets.some((secret) => {
    const mac = `${prefix}${createHmac('sha256', secret).update(body).digest('hex')}`
    return signatures.some((signature) => equalDigests(signature, mac))
  })
}

function isSecretGiven(
  proof: { kind: 'token'; header: string } | { kind: 'path' },
  { headers, pathSecret, secrets }: GivenProof,
): boolean {
  const given = proof.kind === 'token' ? headers.get(proof.header) : pathSecret
  if (given === null || given === undefined) return false
  return usableSecrets(proof, secrets).some((secret) => equalDigests(given, secret))
}

/** Those that may prove anything in this way: one for signing is never sent, and a short one in a path can be guessed. */
export function usableSecrets(proof: WebhookProof, secrets: readonly string[]): readonly string[] {
  if (proof.kind === 'path') return secrets.filter(({ length }) => length >= leastPathSecretLength)
  if (proof.kind === 'token') return secrets.filter((secret) => !isSigningSecret(secret))
  if (proof.kind === 'standard-webhooks') return secrets.filter(isSigningSecret)
  return secrets
}
