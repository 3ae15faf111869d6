import { type OpenConfiguration, type RawClient, readConfiguration } from '@data-import/core'
import type { ProviderDescription } from '../providers/describe-providers.js'
import { storedSources } from '../rows/data-sources.js'
import type { SecretKeys } from './secret-keys.js'

/** A data source with its configuration decrypted. */
export interface ReadableDataSource extends OpenConfiguration {
  id: string
  name: string
  provider: string
  isEnabled: boolean
}

/** Reads every data source; what can't be decrypted is among its `problems`. */
export async function readConfigurations(
  db: RawClient,
  providers: readonly ProviderDescription[],
  secretKeys: SecretKeys | undefined,
): Promise<ReadableDataSource[]> {
  const stored = await storedSources(db)
  return stored.map((source) => readableDataSource(source, providers, secretKeys))
}

/** Decrypts the configuration of a data source as it is stored. */
export function readableDataSource<
  Source extends Pick<ReadableDataSource, 'id' | 'name' | 'provider' | 'isEnabled'> &
    Parameters<typeof readConfiguration>[0],
>(source: Source, providers: readonly ProviderDescription[], secretKeys: SecretKeys | undefined): ReadableDataSource {
  const { id, name, provider, isEnabled } = source
  const opened = readConfiguration(source, {
    configuration: providers.find(({ name: one }) => one === provider)?.configuration ?? [],
    ...(secretKeys ? { encryptionKey: secretKeys.keys } : {}),
  })
  return { id, name, provider, isEnabled, ...opened }
}
