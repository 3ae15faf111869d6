import type { RawClient } from '../database/client.js'
import { boundTo } from '../secrets/bound-to.js'
import { createLearningRedactor, type LearningRedactor } from '../secrets/create-redactor.js'
import { createSecretKeeper, type SecretKeeper } from '../secrets/create-secret-keeper.js'
import type { EncryptionKeys } from '../secrets/encryption-key.js'
import { type DeclaredKeys, type OpenConfiguration, openConfiguration } from '../secrets/open-configuration.js'
import { originsOf } from '../secrets/origins.js'
import { bindSettings } from '../secrets/setting-statements.js'
import type { DataSourceRecord } from './data-source.js'

/** A data source's configuration in one pass. */
export interface PassConfiguration {
  /** As it is now, decrypted: a script may have renewed a secret. */
  current(): OpenConfiguration
  /** Hides its secrets, those of now and those of before. */
  redactor: LearningRedactor
  keeper: SecretKeeper
  /** Notes once where its secrets may go: to the addresses of now, at which they were of use. */
  bind(db: RawClient): Promise<void>
}

/** What configurations are opened with. */
interface ConfigurationOptions {
  schema: string
  keys: EncryptionKeys | undefined
  declared: DeclaredKeys
  /** Keys that a provider declares as secret, by its name. */
  secretKeysOf(provider: string): ReadonlySet<string>
}

/** Decrypts each data source's configuration, once a pass and when it is needed. The keys are among its secrets. */
export function createConfigurations(
  options: ConfigurationOptions,
): (dataSource: DataSourceRecord) => PassConfiguration {
  const opened = new Map<string, PassConfiguration>()
  return (dataSource) => {
    const known = opened.get(dataSource.id) ?? openForPass(options, dataSource)
    opened.set(dataSource.id, known)
    return known
  }
}

function openForPass(
  { schema, keys, declared, secretKeysOf }: ConfigurationOptions,
  dataSource: DataSourceRecord,
): PassConfiguration {
  const own = openConfiguration(dataSource, keys, declared)
  let configuration = { ...own, secrets: [...own.secrets, ...(keys?.map(({ text }) => text) ?? [])] }
  const redactor = createLearningRedactor(configuration.secrets)
  const settingOf = (key: string) => configuration.settings.find((one) => one.key === key)?.value
  const keeper = createSecretKeeper({
    schema,
    dataSource,
    keys,
    origins: () => originsOf(declared.addresses, settingOf),
    secretKeys: secretKeysOf(dataSource.provider),
    known: settingOf,
    onSecret: redactor.learn,
    onStored(key, value, stored) {
      const others = configuration.settings.filter((one) => one.key !== key)
      configuration = {
        ...configuration,
        settings: [...others, { key, value, isSecret: true }],
        secrets: [...configuration.secrets, value, stored],
        unboundSecretKeys: configuration.unboundSecretKeys.filter((one) => one !== key),
      }
      redactor.learn(stored)
    },
  })
  const bind = async (db: RawClient) => {
    const origins = originsOf(declared.addresses, settingOf)
    const settings = configuration.unboundSecretKeys.flatMap((key) => {
      const stored = dataSource.configs.find((one) => one.key === key)?.value
      const value = settingOf(key)
      if (stored === undefined || value === undefined) return []
      return [{ key, stored, boundTo: boundTo({ dataSourceId: dataSource.id, key, value }, origins) }]
    })
    configuration = { ...configuration, unboundSecretKeys: [] }
    if (settings.length > 0 && Object.keys(origins).length > 0) await bindSettings(db, schema, dataSource.id, settings)
  }
  return { current: () => configuration, redactor, keeper, bind }
}
