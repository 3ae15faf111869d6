import { ConfigurationError, isEncryptedSecret } from '@data-import/core'
import type { Database } from '../database/open-database.js'
import { storedSources } from '../rows/data-sources.js'
import type { Keyring } from './keyring.js'
import { readableDataSource } from './read-configurations.js'
import { createSecretKeyFile } from './secret-key-file.js'
import { type SecretKeys, secretKeyVariable } from './secret-keys.js'

/**
 * The keys to encrypt with; makes one if nothing is encrypted yet and no application uses the database.
 * @throws {ConfigurationError} if what is encrypted needs another key: a second one would only hide that the first is
 * missing. Also if an application must have the key.
 */
export async function keysForWriting(
  keyring: Keyring,
  { db, owner }: Pick<Database, 'db' | 'owner'>,
): Promise<SecretKeys> {
  const secretKeys = await keyring.load()
  const sources = await storedSources(db)
  const encrypted = sources
    .map((source) => ({ ...source, configs: source.configs.filter(({ value }) => isEncryptedSecret(value)) }))
    .filter(({ configs }) => configs.length > 0)
  const opened = encrypted.map((source) => readableDataSource(source, [], secretKeys))
  const [problem] = opened.flatMap(({ problems }) => problems)
  if (problem !== undefined && opened.every(({ settings }) => settings.length === 0)) {
    throw new ConfigurationError(`${problem} Put it into ${keyring.path} or DATA_IMPORT_SECRET_KEY.`)
  }
  if (secretKeys) return secretKeys
  if (keyring.isShared || owner === 'application') {
    // The application wouldn't have a key that is in a file of this program.
    throw new ConfigurationError(
      `The application needs the key for secrets too. Make one (openssl rand -base64 32), set ${secretKeyVariable} to it, here and where the application runs, and give it to createOrchestrator: secrets: { encryptionKey }.`,
    )
  }
  const { path, keys } = await createSecretKeyFile(keyring.directory)
  keyring.notice(`Made a key for secrets: ${path}. Keep a copy of it, separate from the backups of the database.`)
  return { keys, origin: 'file' }
}
