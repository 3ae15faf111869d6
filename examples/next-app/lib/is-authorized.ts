import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether a request's `Authorization` is `Bearer` and the secret. Without a secret nobody is let in. */
export function isAuthorized(authorization: string | null, secret: string | undefined): boolean {
  if (!secret || authorization === null) return false
  // Digests have one length, and comparing them takes one time whatever was guessed.
  return timingSafeEqual(digest(authorization), digest(`Bearer ${secret}`))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
