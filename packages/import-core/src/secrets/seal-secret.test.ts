import { describe, expect, it } from 'vitest'
import { createEncryptionKey, encryptionKeyId } from './encryption-key.js'
import { decryptSecret, encryptSecret } from './seal-secret.js'
import { isEncryptedSecret } from './secret-format.js'

const place = { dataSourceId: 'source-1', key: 'ACME_TOKEN' }
const key = createEncryptionKey()
const other = createEncryptionKey()
const secret = 'pässwörd 😀\n"quoted"'

describe('encryptSecret', () => {
  it('gives a text that names its key, hides the value, and differs each time', () => {
    const first = encryptSecret(secret, place, key)
    expect(first).toMatch(new RegExp(`^enc:v1:${encryptionKeyId(key)}:[\\w-]{16}:[\\w-]+$`))
    expect(encryptSecret(secret, place, key)).not.toBe(first)
    expect(isEncryptedSecret(first)).toBe(true)
    expect(decryptSecret(first, place, key)).toBe(secret)
    expect(decryptSecret(encryptSecret('', place, key), place, key)).toBe('')
  })

  it('takes keys of 32 bytes in base64, base64url and hexadecimal, which are the same key', () => {
    const bytes = Buffer.from(key, 'base64')
    const stored = encryptSecret(secret, place, bytes.toString('hex'))
    expect(decryptSecret(stored, place, ` ${bytes.toString('base64url')}\n`)).toBe(secret)
  })

  it.each(['', 'short', `${'a'.repeat(42)}=`, 'z'.repeat(64), [], [key, 'nonsense']])(
    'refuses what is no key without repeating it',
    (given) => {
      expect(() => encryptSecret(secret, place, given)).toThrow(/encryptionKey.*openssl rand -base64 32/)
      expect(() => encryptSecret(secret, place, given)).not.toThrow(/nonsense|zzz/)
    },
  )
})

describe('decryptSecret', () => {
  it('encrypts with the first of several keys and decrypts with any', () => {
    const old = encryptSecret(secret, place, other)
    expect(decryptSecret(old, place, [key, other])).toBe(secret)
    expect(encryptSecret(secret, place, [key, other])).toContain(encryptionKeyId(key))
  })

  it('leaves plain values as they are, also those that only look alike', () => {
    for (const plain of ['', 'plain', 'enc:v1:', 'enc:v1:zz:a:b', 'enc:v2:00000000:x:y']) {
      expect(decryptSecret(plain, place, key)).toBe(plain)
    }
  })

  it('names data source, key and the id of the encryption key that is missing', () => {
    const stored = encryptSecret(secret, place, other)
    expect(() => decryptSecret(stored, place, key)).toThrow(
      `ACME_TOKEN of the data source "source-1" is encrypted under the key ${encryptionKeyId(other)}, which was not given`,
    )
  })

  it('refuses a value that was moved to another row or changed', () => {
    const stored = encryptSecret(secret, place, key)
    expect(() => decryptSecret(stored, { ...place, dataSourceId: 'source-2' }, key)).toThrow("can't be decrypted")
    expect(() => decryptSecret(stored, { ...place, key: 'ACME_URL' }, key)).toThrow("can't be decrypted")
    const last = stored.at(-2) === 'A' ? 'B' : 'A'
    expect(() => decryptSecret(`${stored.slice(0, -2)}${last}${stored.at(-1)}`, place, key)).toThrow(
      "can't be decrypted",
    )
  })
})
