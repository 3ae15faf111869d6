import {
  ConfigurationError,
  createEncryptionKey,
  encryptionKeyId,
  type ReencryptedSecrets,
  reencryptSecrets,
} from '@data-import/core'
import type { PrismaClient } from '@data-import/reference-database'
import { keysForWriting } from '../secrets/keys-for-writing.js'
import { replaceSecretKeys, setOldKeysAside } from '../secrets/secret-key-file.js'
import type { SecretKeys } from '../secrets/secret-keys.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import type { CommandScope } from './command-scope.js'
import { helpNotes } from './help-notes.js'

const maximumAttempts = 10

export const addSecrets: AddCommand = (parent, terminal, finish) => {
  const secrets = parent.command('secrets').description('secrets of data sources: encrypt, rotate')
  secrets
    .command('encrypt')
    .description('encrypt those that are stored unencrypted or under an older key')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      helpNotes({
        examples: ['data-import secrets encrypt'],
        exitCodes: { 1: 'some secrets were changed meanwhile; run data-import secrets encrypt' },
      }),
    )
    .action(
      action<{ json?: true }, []>(terminal, finish, (scope, { json }) =>
        scope.withDatabase(async ({ db, owner }) => {
          const { keys, origin } = await keysForWriting(scope.keyring, { db, owner })
          const code = await encryptAll(scope, db, keys, json)
          if (code === exitCode.ok && origin === 'file') await forgetOldKeys(scope, keys)
          return code
        }),
      ),
    )
  secrets
    .command('rotate')
    .description('make a new key, encrypt everything under it, set the old one aside')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      helpNotes({
        examples: ['data-import secrets rotate'],
        exitCodes: { 1: 'some secrets were changed meanwhile; run data-import secrets encrypt' },
      }),
    )
    .action(
      action<{ json?: true }, []>(terminal, finish, (scope, { json }) =>
        scope.withDatabase(async ({ db, owner }) => {
          const old = await keysForWriting(scope.keyring, { db, owner })
          requireFile(old)
          const key = createEncryptionKey()
          // Both are in the file before anything is encrypted: whenever this is killed, everything can be read.
          await replaceSecretKeys(scope.keyring.directory, [key, ...old.keys])
          const code = await encryptAll(scope, db, [key, ...old.keys], json)
          if (code !== exitCode.ok) return code
          await forgetOldKeys(scope, [key, ...old.keys])
          return code
        }),
      ),
    )
}

async function encryptAll(scope: CommandScope, db: PrismaClient, keys: readonly string[], isJson: true | undefined) {
  const configuration = (await scope.describeProviders()).flatMap((provider) => provider.configuration)
  const secretKeys = configuration.flatMap(({ key, isSecret }) => (isSecret ? [key] : []))
  const counts = await encryptUntilDone(db, { encryptionKey: keys, secretKeys, configuration, schema: scope.schema })
  const { encrypted, reencrypted, unchanged, skipped } = counts
  if (isJson) scope.writeJson(counts)
  else
    scope.write(`Encrypted: ${encrypted + reencrypted} now (${encrypted} of them were plain), ${unchanged} before.\n`)
  if (skipped === 0) return exitCode.ok
  scope.notice(`${skipped} were changed meanwhile and left alone. Run: data-import secrets encrypt`)
  return exitCode.incomplete
}

/** Again until nothing is left to do: meanwhile, others may add secrets under the key that they know. */
async function encryptUntilDone(
  db: PrismaClient,
  options: Parameters<typeof reencryptSecrets>[1],
): Promise<ReencryptedSecrets> {
  const total = await reencryptSecrets(db, options)
  for (let attempt = 1, isDone = false; !isDone && attempt < maximumAttempts; attempt++) {
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
    `The key is ${current} now. Backups of the database made before need the old one: ${old.join(', ')}. It is kept in ${aside}: move it to where the copy of the key is.`,
  )
}

function requireFile({ origin }: SecretKeys): void {
  if (origin === 'file') return
  throw new ConfigurationError(
    'The key comes from DATA_IMPORT_SECRET_KEY, which this program can not change. Make a new one (openssl rand -base64 32), set the variable to the new and the old one with a comma between them, run: data-import secrets encrypt. Then remove the old one.',
  )
}
