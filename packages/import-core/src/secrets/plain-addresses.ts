import { type AddressKey, originsOf } from './origins.js'
import { holdsPassword } from './secret-parts.js'

interface Setting {
  key: string
  value: string
  isSecret: boolean
}

/**
 * Keys of addresses to which secrets are sent unencrypted: `http://`, other than this machine. Those that are declared as
 * addresses, where the data source has a secret at all, and any that hold credentials themselves.
 */
export function plainAddresses(settings: readonly Setting[], addresses: readonly AddressKey[]): string[] {
  const hasSecret = settings.some(({ isSecret, value }) => isSecret && value !== '')
  const origins = originsOf(addresses, (key) => settings.find((one) => one.key === key)?.value)
  const declared = Object.keys(origins).filter((key) => hasSecret && isPlain(origins[key] ?? ''))
  const holding = settings.filter(({ value }) =>
    value.split(/[\s,;]+/).some((part) => isPlain(part) && holdsPassword(part)),
  )
  return [...new Set([...declared, ...holding.map(({ key }) => key)])]
}

function isPlain(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && !/^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}
