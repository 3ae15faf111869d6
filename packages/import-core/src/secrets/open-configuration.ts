import type { ConfigurationKey, Provider } from '../contract/provider.js'
import { messageOf } from '../errors/message-of.js'
import { notedOrigins } from './bound-to.js'
import { type EncryptionKeys, readEncryptionKeys } from './encryption-key.js'
import { type AddressKey, type Origins, originsOf } from './origins.js'
import { plainAddresses } from './plain-addresses.js'
import { openSecret, requireSameOrigins } from './seal-secret.js'
import { isEncryptedSecret } from './secret-format.js'
import { isSecretName } from './secret-name.js'
import { holdsPassword, secretParts } from './secret-parts.js'

/** A setting as it is stored. */
export interface StoredSetting {
  key: string
  value: string
  isSecret: boolean
  /** What a pass has noted of where it may go, where its encryption doesn't say. */
  boundTo?: string | null
}

/** A data source's configuration, readable. */
export interface OpenConfiguration {
  settings: readonly StoredSetting[]
  /** What must not be shown: the values, what is secret inside them, and their stored form. */
  secrets: readonly string[]
  /** Keys of secrets that are stored unencrypted. */
  plainSecretKeys: readonly string[]
  /** Keys of addresses to which secrets are sent unencrypted (`http://`), other than this machine. */
  plainAddressKeys: readonly string[]
  /** Keys of secrets of which nothing says yet where they may go. */
  unboundSecretKeys: readonly string[]
  /** Why a setting can't be read, one sentence each; it is missing among `settings`. */
  problems: readonly string[]
}

/** A data source with its configuration, as Prisma reads it with `include: { configs: true }`. */
export interface StoredDataSource {
  id: string
  name: string
  configs: readonly StoredSetting[]
}

/**
 * Reads a data source's configuration outside of a pass, for a page of settings or a check of them.
 *
 * @param options.encryptionKey as for `createOrchestrator`; without it only plain values can be read
 * @param options.secretKeys keys that are secret whatever their rows say, as providers declare them
 * @param options.configuration what the provider declares: the two above can be left out then, and a secret that was given for
 *   another address is a problem
 * @param options.plainKeys keys that are declared and no secrets, whatever their names say
 * @throws {ConfigurationError} for an encryption key that is none; what can't be decrypted is in `problems`.
 */
export function readConfiguration(
  dataSource: StoredDataSource,
  options: {
    encryptionKey?: string | readonly string[]
    secretKeys?: readonly string[]
    plainKeys?: readonly string[]
    configuration?: readonly ConfigurationKey[]
  } = {},
): OpenConfiguration {
  const { encryptionKey, secretKeys = [], plainKeys = [], configuration = [] } = options
  const keys = encryptionKey === undefined ? undefined : readEncryptionKeys(encryptionKey)
  const declared = declaredKeys(configuration)
  return openConfiguration(dataSource, keys, {
    ...declared,
    secretKeys: new Set([...declared.secretKeys, ...secretKeys]),
    plainKeys: new Set([...declared.plainKeys, ...plainKeys]),
  })
}

/** Configuration keys that providers declare. */
export interface DeclaredKeys {
  secretKeys: ReadonlySet<string>
  plainKeys: ReadonlySet<string>
  addresses: readonly AddressKey[]
}

export function declaredKeys(configuration: readonly ConfigurationKey[]): DeclaredKeys {
  const keys = (wanted: boolean) =>
    new Set(configuration.flatMap(({ key, isSecret = false }) => (isSecret === wanted ? [key] : [])))
  return {
    secretKeys: keys(true),
    plainKeys: keys(false),
    addresses: configuration.filter(({ format }) => format === 'url'),
  }
}

/** Keys that each provider declares as secret, by the name that its scripts have for it. */
export function secretKeysByProvider(
  providers: readonly Pick<Provider<never>, 'scripts' | 'configuration'>[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const keys = new Map<string, Set<string>>()
  for (const { scripts, configuration = [] } of providers) {
    const secret = configuration.flatMap(({ key, isSecret }) => (isSecret ? [key] : []))
    for (const { dataSourceName } of scripts) {
      keys.set(dataSourceName, new Set([...(keys.get(dataSourceName) ?? []), ...secret]))
    }
  }
  return keys
}

/** Nobody said that it is a secret but its name: `MAX_TOKEN_AGE=86400` and `USE_TOKEN=true` must not hide what is said. */
function isUnlikelyWord(value: string): boolean {
  return value.trim().length >= 8 && !/^[\d\s.,:-]+$/.test(value)
}

/**
 * Decrypts what is encrypted; plain values stay readable.
 * @param declared what providers say of keys: of others the row counts, and the name as well
 */
export function openConfiguration(
  { id, name, configs }: StoredDataSource,
  keys: EncryptionKeys | undefined,
  declared: DeclaredKeys,
): OpenConfiguration {
  const settings: StoredSetting[] = []
  const secrets: string[] = []
  const plainSecretKeys: string[] = []
  const problems: string[] = []
  const bound: { key: string; origins: Origins; isNoted: boolean }[] = []
  const unboundSecretKeys: string[] = []
  for (const { key, value: stored, isSecret, boundTo } of configs) {
    const isMarked = isSecret || declared.secretKeys.has(key)
    const isNamed = !isMarked && !declared.plainKeys.has(key) && isSecretName(key)
    const isEncrypted = isEncryptedSecret(stored)
    if (isEncrypted) secrets.push(stored)
    try {
      const { value, origins } = openSecret(stored, { dataSourceId: id, key }, keys, name)
      settings.push({ key, value, isSecret: isMarked })
      const noted = origins ? undefined : notedOrigins(boundTo, { dataSourceId: id, key, value })
      if (origins) bound.push({ key, origins, isNoted: false })
      else if (isMarked && noted) bound.push({ key, origins: noted, isNoted: true })
      else if (isMarked && value !== '') unboundSecretKeys.push(key)
      // An address that was encrypted for its password alone stays readable but for that.
      secrets.push(...secretParts(value, isMarked || (isEncrypted && !holdsPassword(value))))
      if (isNamed) secrets.push(...secretParts(value, true).filter(isUnlikelyWord))
      if (isMarked && !isEncrypted && value !== '') plainSecretKeys.push(key)
    } catch (error) {
      problems.push(messageOf(error as Error))
    }
  }
  const current = originsOf(declared.addresses, (key) => settings.find((one) => one.key === key)?.value)
  const misplaced = new Set<string>()
  for (const { key, origins, isNoted } of bound) {
    try {
      requireSameOrigins({ dataSourceId: id, key }, origins, current, name)
    } catch (error) {
      const advice = isNoted ? ' If it is to stay the same one, set its boundTo to null.' : ''
      problems.push(`${messageOf(error as Error)}${advice}`)
      misplaced.add(key)
    }
  }
  return {
    settings: settings.filter(({ key }) => !misplaced.has(key)),
    secrets,
    plainSecretKeys,
    plainAddressKeys: plainAddresses(settings, declared.addresses),
    unboundSecretKeys,
    problems,
  }
}
