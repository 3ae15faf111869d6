import { encryptSecret, isEncryptedSecret, type Origins, type StoredSetting, secretParts } from '@data-import/core'
import type { SecretKeys } from './secret-keys.js'

/**
 * Encrypts secrets, and addresses that contain a password, for the data source with this id. Also encrypts what looks
 * encrypted already: it was entered as a value.
 * @param origins where the data source's addresses lead: secrets are used only there
 * @param keys called only if there is something to encrypt
 */
export async function encryptSettings(
  settings: readonly StoredSetting[],
  dataSourceId: string,
  origins: Origins,
  keys: () => Promise<SecretKeys>,
): Promise<StoredSetting[]> {
  const isPrivate = ({ value, isSecret }: StoredSetting) =>
    isEncryptedSecret(value) || (isSecret && value !== '') || secretParts(value, isSecret).length > 0
  if (!settings.some(isPrivate)) return [...settings]
  const { keys: encryptionKey } = await keys()
  return settings.map((setting) => {
    if (!isPrivate(setting)) return setting
    return {
      ...setting,
      value: encryptSecret(setting.value, { dataSourceId, key: setting.key, origins }, encryptionKey),
    }
  })
}
