import { requireAllowedAddress } from '../configuration/require-allowed-address.js'
import type { IsAllowedAddress } from '../contract/allowed-address.js'
import { ConfigurationError } from '../errors/import-error.js'
import { createRedactor } from '../secrets/create-redactor.js'
import type { OpenConfiguration } from '../secrets/open-configuration.js'

/** What the host says of addresses, and which settings are some. */
interface AddressRules {
  addressKeys: ReadonlySet<string>
  isAllowedAddress: IsAllowedAddress | undefined
}

/** Why a data source's configuration can't be used; undefined where it can. */
export async function configurationError(
  dataSource: string,
  { settings, problems, secrets }: OpenConfiguration,
  { addressKeys, isAllowedAddress }: AddressRules,
): Promise<Error | undefined> {
  if (problems.length > 0) return new ConfigurationError(problems.join(' '))
  if (isAllowedAddress === undefined) return undefined
  try {
    for (const { key, value } of settings) {
      if (!addressKeys.has(key) || value.trim() === '') continue
      const what = `${key} of the data source "${dataSource}"`
      if (!URL.canParse(value)) throw new ConfigurationError(`${what} is no address: correct it.`)
      await requireAllowedAddress(isAllowedAddress, new URL(value), what)
    }
    return undefined
  } catch (error) {
    return createRedactor(secrets).error(error)
  }
}
