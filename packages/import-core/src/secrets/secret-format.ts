/** The parts of a stored secret. */
export interface SealedSecret {
  /** 2: what is sealed says where the secret may go. */
  version: 1 | 2
  keyId: string
  nonce: Buffer
  /** Ciphertext, then the 16 bytes by which a change of it is noticed. */
  sealed: Buffer
}

const form = /^enc:v([12]):([0-9a-f]{8}):([\w-]{16}):([\w-]{22,})$/

/** `enc:v1:<id of the key>:<nonce>:<ciphertext and tag>`, the last two in base64url; `enc:v2` where it is bound to addresses. */
export function formatSecret({ version, keyId, nonce, sealed }: SealedSecret): string {
  return `enc:v${version}:${keyId}:${nonce.toString('base64url')}:${sealed.toString('base64url')}`
}

/** The parts of a value in that form, else undefined. */
export function parseSecret(value: string): SealedSecret | undefined {
  const [, version, keyId, nonce, sealed] = form.exec(value) ?? []
  if (keyId === undefined || nonce === undefined || sealed === undefined) return undefined
  return {
    version: version === '2' ? 2 : 1,
    keyId,
    nonce: Buffer.from(nonce, 'base64url'),
    sealed: Buffer.from(sealed, 'base64url'),
  }
}

/** Whether a stored value is encrypted, as opposed to plain. */
export function isEncryptedSecret(value: string): boolean {
  return form.test(value)
}
