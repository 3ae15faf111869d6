import {
  ConfigurationError,
  createEncryptionKey,
  encryptionKeyId,
  type RawClient,
  type ReencryptedSecrets,
  reencryptSecrets,
} from '@data-import/core'
import { keysForWriting } from '../secrets/keys-for-writing.js'
import { replaceSecretKeys, setOldKeysAside } from '../secrets/secret-key-file.js'
import { exitCode } from '../terminal/exit-code.js'
import type { CommandScope } from './command-scope.js'
import { defineCommand, defineGroup } from './define-command.js'

const mostAttempts = 10
const exitCodes = { 1: 'some secrets were changed meanwhile; run data-import secrets encrypt' }

const encrypt = defineCommand({
  name: 'encrypt',
  description: 'encrypt secrets that are stored unencrypted or under an older key',
  examples: ['data-import secrets encrypt'],
  exitCodes,
  run: (scope, { json }) =>
    scope.withDatabase(async ({ db, owner }) => {
      const { keys, origin } = await keysForWriting(scope.keyring, { db, owner })
      const code = await encryptAll(scope, db, keys, json)
      if (code === exitCode.ok && origin === 'file') await forgetOldKeys(scope, keys)
      return code
    }),
})

const rotate = defineCommand({
  name: 'rotate',
  description: 'make a new key, encrypt everything with it, and keep the old key in secret.key.old',
  examples: ['data-import secrets rotate'],
  exitCodes,
  run: (scope, { json }) =>
    scope.withDatabase(async ({ db, owner }) => {
      const old = await keysForWriting(scope.keyring, { db, owner })
      if (old.origin !== 'file') throw new ConfigurationError(rotateByHand)
      const keys = [createEncryptionKey(), ...old.keys]
      // Both keys are in the file before anything is encrypted: whenever this is killed, everything can be read.
      await replaceSecretKeys(scope.keyring.directory, keys)
      const code = await encryptAll(scope, db, keys, json)
      if (code === exitCode.ok) await forgetOldKeys(scope, keys)
      return code
    }),
})

const rotateByHand =
  'The key comes from DATA_IMPORT_SECRET_KEY, which this program cannot change. Make a new key (openssl rand -base64 32), set the variable to the new and the old one with a comma between them, and run: data-import secrets encrypt. Then remove the old one.'

export const addSecrets = defineGroup('secrets', 'secrets of data sources: encrypt, rotate', [encrypt, rotate])

async function encryptAll(scope: CommandScope, db: RawClient, keys: readonly string[], isJson: true | undefined) {
  const configuration = (await scope.describeProviders()).flatMap((provider) => provider.configuration)
  const secretKeys = configuration.flatMap(({ key, isSecret }) => (isSecret ? [key] : []))
  const counts = await encryptUntilDone(db, { encryptionKey: keys, secretKeys, configuration, schema: scope.schema })
  const { encrypted, reencrypted, unchanged, skipped } = counts
  const now = `${encrypted + reencrypted} now (${encrypted} of them were plain)`
  if (isJson) scope.writeJson(counts)
  else scope.write(`Encrypted: ${now}, ${unchanged} before.\n`)
  if (skipped === 0) return exitCode.ok
  scope.notice(`${skipped} were changed meanwhile and left alone. Run: data-import secrets encrypt`)
  return exitCode.incomplete
}

/** Repeats until nothing is left to do: meanwhile, others may add secrets under the key that they know. */
async function encryptUntilDone(
  db: RawClient,
  options: Parameters<typeof reencryptSecrets>[1],
): Promise<ReencryptedSecrets> {
  const total = await reencryptSecrets(db, options)
  for (let attempt = 1, isDone = false; !isDone && attempt < mostAttempts; attempt++) {
    const { encrypted, reencrypted, skipped } = await reencryptSecrets(db, options)
    total.encrypted += encrypted
    total.reencrypted += reencrypted
    total.skipped = skipped
    isDone = encrypted + reencrypted + skipped === 0
  }
  return total
}

async function forgetOldKeys(scope: CommandScope, keys: readonly string[]): Promise<void> {
  const aside = await setOldKeysAside(scope.keyring.directory, keys)
  if (aside === undefined) return
  const [current = '', ...old] = keys.map(encryptionKeyId)
  scope.notice(
    `The key is ${current} now. Earlier backups of the database need the old one: ${old.join(', ')}. It is kept in ${aside}: move it to where you keep the copy of the key.`,
  )
}
