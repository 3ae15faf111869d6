import { type ConfigurationKey, isSecretName } from '@data-import/core'

/** Whether a value is hidden: as the provider says, otherwise by the key's name. */
export function isSecretKey(key: string, configuration: readonly ConfigurationKey[]): boolean {
  const declared = configuration.find((one) => one.key === key)
  return declared ? declared.isSecret === true : isSecretName(key)
}
