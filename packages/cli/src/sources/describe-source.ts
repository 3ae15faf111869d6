import { chooseResources, createRedactor, type ResourceKey, type StoredSetting, secretParts } from '@data-import/core'
import { type ProviderDescription, resourcesOf } from '../providers/describe-providers.js'
import type { StoredSource } from '../rows/data-sources.js'
import { readableDataSource } from '../secrets/read-configurations.js'
import type { SecretKeys } from '../secrets/secret-keys.js'

/** A data source as people see it. */
export interface ShownSource extends Omit<StoredSource, 'configs'> {
  /** Without secrets. */
  configuration: Record<string, string>
  /** Resources that it imports. */
  resources: string[]
  /** Resources that the operator left out, and by which setting. */
  leftOut: Record<string, ResourceKey>
}

/** Shows data sources without their secrets, and with the resources that they import and leave out. */
export function describeSources(
  sources: readonly StoredSource[],
  providers: readonly ProviderDescription[],
  secretKeys: SecretKeys | undefined,
): ShownSource[] {
  const choices = chooseResources(sources, resourcesOf(providers))
  return sources.map((stored) => {
    const { configs, ...source } = stored
    const { settings, secrets } = readableDataSource(stored, [], secretKeys)
    const readable = new Map(settings.map(({ key, value }) => [key, value]))
    const leftOut = choices.get(source.id)?.leftOut ?? new Map<string, ResourceKey>()
    const provided = resourcesOf(providers)(source.provider)?.map(({ resource }) => resource) ?? []
    return {
      ...source,
      configuration: Object.fromEntries(
        configs.map((one) => [one.key, shownValue(one, readable.get(one.key), secrets)]),
      ),
      resources: provided.filter((resource) => !leftOut.has(resource)),
      leftOut: Object.fromEntries(leftOut),
    }
  })
}

/** Hides a secret; shows an address that is stored as one, without its credentials: two of them must not look the same. */
function shownValue({ isSecret }: StoredSetting, value: string | undefined, secrets: readonly string[]): string {
  if (value === undefined) return '***'
  const own = isSecret ? secretParts(value, true) : []
  // A secret may also be a part of another value.
  return own.includes(value) ? '***' : createRedactor([...secrets, ...own]).text(value)
}
