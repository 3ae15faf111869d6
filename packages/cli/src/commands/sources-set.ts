import { ConfigurationError, originsOf, readConfiguration } from '@data-import/core'
import { deleteSettings, writeSetting } from '../rows/data-sources.js'
import { encryptSettings } from '../secrets/encrypt-settings.js'
import { keysForWriting } from '../secrets/keys-for-writing.js'
import { describePlainAddresses } from '../secrets/prepare-secrets.js'
import { readableDataSource } from '../secrets/read-configurations.js'
import { changeSettings } from '../sources/change-settings.js'
import { completeMoved, settingAfter } from '../sources/complete-moved.js'
import { findDataSource } from '../sources/find-data-source.js'
import { isSecretKey } from '../sources/is-secret-key.js'
import { missingFolders } from '../sources/missing-folders.js'
import { parseSettings } from '../sources/parse-settings.js'
import { defineCommand } from './define-command.js'
import { collect } from './parse-options.js'

interface SetOptions {
  set?: readonly string[]
  unset?: readonly string[]
}

export const addSourcesSet = defineCommand<SetOptions, [string]>({
  name: 'set',
  description: 'change the configuration of a data source, such as an expired token; its rows stay',
  arguments: [['<name>', 'name or id']],
  options: [
    ['--set <key=value>', 'a configuration key; the value - reads standard input (repeatable)', collect],
    ['--unset <key>', 'a configuration key to remove (repeatable)', collect],
  ],
  examples: [
    'data-import sources set acme --set GITHUB_TOKEN=- < token.txt',
    'data-import sources set website --set GIT_BRANCH=main',
    'data-import sources set website --unset GIT_BRANCH',
  ],
  async run(scope, { set = [], unset = [], json }, name) {
    if (set.length + unset.length === 0) {
      throw new ConfigurationError('Nothing to change: use --set KEY=VALUE or --unset KEY.')
    }
    const { readStdin, ask, cwd } = scope.terminal
    const given = await parseSettings(set, readStdin)
    const providers = await scope.describeProviders()
    const source = await scope.withDatabase(async ({ db, owner }) => {
      const found = await findDataSource(db, name)
      const provider = providers.find((one) => one.name === found.provider)
      if (!provider) scope.notice(`The provider ${found.provider} is not loaded, so any key is accepted.`)
      const configuration = provider?.configuration ?? []
      for (const line of await missingFolders(given, configuration, cwd)) scope.notice(`warning: ${line}`)
      const { settings: readable } = readableDataSource(found, providers, await scope.keyring.load())
      // A setting that can't be read now may be readable again one day: it is enough that it is there.
      const stored = found.configs.map((one) => readable.find(({ key }) => key === one.key) ?? one)
      await completeMoved(given, { stored, unset, configuration, ask })
      const after = settingAfter({ stored, given, unset })
      const changes = changeSettings(found, { given, unset, configuration })
      const keys = () => keysForWriting(scope.keyring, { db, owner })
      const configs = await encryptSettings(changes, found.id, originsOf(configuration, after), keys)
      const settings = [...new Set([...stored.map(({ key }) => key), ...given.keys()])].map((key) => ({
        key,
        value: after(key) ?? '',
        isSecret: isSecretKey(key, configuration) || stored.some((one) => one.key === key && one.isSecret),
      }))
      const { plainAddressKeys } = readConfiguration({ ...found, configs: settings }, { configuration })
      if (plainAddressKeys.length > 0) scope.notice(`warning: ${describePlainAddresses(found.name, plainAddressKeys)}`)
      await db.$transaction(async (transaction) => {
        await deleteSettings(transaction, found.id, unset)
        for (const setting of configs) await writeSetting(transaction, found.id, setting)
      })
      return found
    })
    if (json) scope.writeJson({ id: source.id, name: source.name, set: [...given.keys()], unset })
    else scope.writeLine(`Changed "${source.name}". Next: data-import sources check "${source.name}"`)
  },
})
