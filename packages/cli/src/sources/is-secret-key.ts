import type { ConfigurationKey } from '@data-import/core'

const secretName = /TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL|PRIVATE|APIKEY|(^|_)(KEY|PAT|AUTH)(_|$)/i

/** Whether a value is to be hidden: as the provider says, else by the key's name. */
export function isSecretKey(key: string, configuration: readonly ConfigurationKey[]): boolean {
  const declared = configuration.find((one) => one.key === key)
  return declared ? declared.isSecret === true : secretName.test(key)
}
