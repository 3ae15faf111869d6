/** The parts of a stored secret. */
export interface SealedSecret {
  keyId: string
  nonce: Buffer
  /** Ciphertext, then the 16 bytes by which a change of it is noticed. */
  sealed: Buffer
}

const form = /^enc:v1:([0-9a-f]{8}):([\w-]{16}):([\w-]{22,})$/

/** `enc:v1:<id of the key>:<nonce>:<ciphertext and tag>`, the last two in base64url. */
export function formatSecret({ keyId, nonce, sealed }: SealedSecret): string {
  return `enc:v1:${keyId}:${nonce.toString('base64url')}:${sealed.toString('base64url')}`
}

/** The parts of a value in that form, else undefined. */
export function parseSecret(value: string): SealedSecret | undefined {
  const [, keyId, nonce, sealed] = form.exec(value) ?? []
  if (keyId === undefined || nonce === undefined || sealed === undefined) return undefined
  return { keyId, nonce: Buffer.from(nonce, 'base64url'), sealed: Buffer.from(sealed, 'base64url') }
}

/** Whether a stored value is encrypted, as opposed to plain. */
export function isEncryptedSecret(value: string): boolean {
  return form.test(value)
}
