import type { EncryptionKeys } from '../secrets/encryption-key.js'
import { type DeclaredKeys, type OpenConfiguration, openConfiguration } from '../secrets/open-configuration.js'
import type { DataSourceRecord } from './data-source.js'

/** Decrypts each data source's configuration, once a pass and when it is needed. The keys are among its secrets. */
export function createConfigurations(
  keys: EncryptionKeys | undefined,
  declared: DeclaredKeys,
): (dataSource: DataSourceRecord) => OpenConfiguration {
  const keyTexts = keys?.map(({ text }) => text) ?? []
  const opened = new Map<string, OpenConfiguration>()
  return (dataSource) => {
    const known = opened.get(dataSource.id)
    if (known) return known
    const own = openConfiguration(dataSource, keys, declared)
    const configuration = { ...own, secrets: [...own.secrets, ...keyTexts] }
    opened.set(dataSource.id, configuration)
    return configuration
  }
}
