import { ConfigurationError, originsOf, readConfiguration } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { encryptSettings } from '../secrets/encrypt-settings.js'
import { keysForWriting } from '../secrets/keys-for-writing.js'
import { describePlainAddresses } from '../secrets/prepare-secrets.js'
import { readableDataSource } from '../secrets/read-configurations.js'
import { changeSettings } from '../sources/change-settings.js'
import { completeMoved, settingAfter } from '../sources/complete-moved.js'
import { findDataSource } from '../sources/find-data-source.js'
import { isSecretKey } from '../sources/is-secret-key.js'
import { parseSettings } from '../sources/parse-settings.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import { helpNotes } from './help-notes.js'
import { collect } from './parse-options.js'

interface SetOptions {
  set?: readonly string[]
  unset?: readonly string[]
  json?: true
}

export const addSourcesSet: AddCommand = (parent, terminal, finish) => {
  parent
    .command('set')
    .description('change its configuration, such as a token that expired; its rows stay')
    .argument('<name>', 'name or id')
    .option('--set <key=value>', 'a configuration key; the value - reads standard input (repeatable)', collect)
    .option('--unset <key>', 'a configuration key to remove (repeatable)', collect)
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      helpNotes({
        examples: [
          'data-import sources set acme --set GITHUB_TOKEN=- < token.txt',
          'data-import sources set website --set GIT_BRANCH=main',
          'data-import sources set website --unset GIT_BRANCH',
        ],
      }),
    )
    .action(
      action<SetOptions, [string]>(terminal, finish, async (scope, options, name) => {
        const { set = [], unset = [], json } = options
        if (set.length + unset.length === 0) {
          throw new ConfigurationError('Nothing to change: give --set KEY=VALUE or --unset KEY.')
        }
        const given = await parseSettings(set, terminal.readStdin)
        const providers = await scope.describeProviders()
        const source = await scope.withDatabase(async ({ db, owner }) => {
          const found = await findDataSource(db, name)
          const provider = providers.find((one) => one.name === found.provider)
          if (!provider) scope.notice(`The provider ${found.provider} is not loaded, so that any key is taken.`)
          const configuration = provider?.configuration ?? []
          const { settings: readable } = readableDataSource(found, providers, await scope.keyring.load())
          // What can't be read now may be readable again one day: that it is there is enough.
          const stored = found.configs.map((one) => readable.find(({ key }) => key === one.key) ?? one)
          await completeMoved(given, { stored, unset, configuration, ask: terminal.ask })
          const changes = changeSettings(found, { given, unset, configuration })
          const origins = originsOf(configuration, settingAfter({ stored, given, unset }))
          const configs = await encryptSettings(changes, found.id, origins, () =>
            keysForWriting(scope.keyring, { db, owner }),
          )
          const upsert = configs.map((setting) => ({
            where: { dataSourceId_key: { dataSourceId: found.id, key: setting.key } },
            create: setting,
            update: setting,
          }))
          const after = settingAfter({ stored, given, unset })
          const settings = [...new Set([...stored.map(({ key }) => key), ...given.keys()])].map((key) => ({
            key,
            value: after(key) ?? '',
            isSecret: isSecretKey(key, configuration) || stored.some((one) => one.key === key && one.isSecret),
          }))
          const { plainAddressKeys } = readConfiguration({ ...found, configs: settings }, { configuration })
          if (plainAddressKeys.length > 0) {
            scope.notice(`warning: ${describePlainAddresses(found.name, plainAddressKeys)}`)
          }
          return db.dataSource.update({
            where: { id: found.id },
            data: { configs: { deleteMany: { key: { in: [...unset] } }, upsert } },
          })
        })
        if (json) scope.writeJson({ id: source.id, name: source.name, set: [...given.keys()], unset })
        else scope.write(`${cleanText(`Changed "${source.name}". Next: data-import sources check "${source.name}"`)}\n`)
        return exitCode.ok
      }),
    )
}
