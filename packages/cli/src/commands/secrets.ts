import { ConfigurationError, createEncryptionKey, encryptionKeyId, reencryptSecrets } from '@data-import/core'
import type { PrismaClient } from '@data-import/reference-database'
import { keysForWriting } from '../secrets/keys-for-writing.js'
import { replaceSecretKeys } from '../secrets/secret-key-file.js'
import type { SecretKeys } from '../secrets/secret-keys.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action, type CommandScope } from './command-scope.js'

export const addSecrets: AddCommand = (parent, terminal, finish) => {
  const secrets = parent.command('secrets').description('secrets of data sources: encrypt, rotate')
  secrets
    .command('encrypt')
    .description('encrypt those that are stored unencrypted or under an older key')
    .option('--json', 'one JSON document on stdout')
    .action(
      action<{ json?: true }, []>(terminal, finish, (scope, { json }) =>
        scope.withDatabase(async ({ db }) => {
          const { keys } = await keysForWriting(scope, db)
          return encryptAll(scope, db, keys, json)
        }),
      ),
    )
  secrets
    .command('rotate')
    .description('make a new key, encrypt everything under it, forget the old one')
    .option('--json', 'one JSON document on stdout')
    .action(
      action<{ json?: true }, []>(terminal, finish, (scope, { json }) =>
        scope.withDatabase(async ({ db }) => {
          const old = await keysForWriting(scope, db)
          requireFile(old)
          const key = createEncryptionKey()
          // Both are in the file before anything is encrypted: whenever this is killed, everything can be read.
          await replaceSecretKeys(scope.secretsDirectory, [key, ...old.keys])
          const code = await encryptAll(scope, db, [key, ...old.keys], json)
          if (code !== exitCode.ok) return code
          await replaceSecretKeys(scope.secretsDirectory, [key])
          scope.notice(
            `The key is ${encryptionKeyId(key)} now. Backups of the database made before need the old one: ${old.keys.map(encryptionKeyId).join(', ')}.`,
          )
          return code
        }),
      ),
    )
}

async function encryptAll(scope: CommandScope, db: PrismaClient, keys: readonly string[], isJson: true | undefined) {
  const secretKeys = (await scope.describeProviders()).flatMap(({ configuration }) =>
    configuration.flatMap(({ key, isSecret }) => (isSecret ? [key] : [])),
  )
  const counts = await reencryptSecrets(db, { encryptionKey: keys, secretKeys })
  const { encrypted, reencrypted, unchanged, skipped } = counts
  if (isJson) scope.writeJson(counts)
  else
    scope.write(`Encrypted: ${encrypted + reencrypted} now (${encrypted} of them were plain), ${unchanged} before.\n`)
  if (skipped === 0) return exitCode.ok
  scope.notice(`${skipped} were changed meanwhile and left alone. Run: data-import secrets encrypt`)
  return exitCode.incomplete
}

function requireFile({ origin }: SecretKeys): void {
  if (origin === 'file') return
  throw new ConfigurationError(
    'The key comes from DATA_IMPORT_SECRET_KEY, which this program can not change. Make a new one (openssl rand -base64 32), set the variable to the new and the old one with a comma between them, run: data-import secrets encrypt. Then remove the old one.',
  )
}
