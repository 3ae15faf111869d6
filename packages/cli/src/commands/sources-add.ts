import { randomUUID } from 'node:crypto'
import { ConfigurationError, originsOf, type RawClient, readConfiguration } from '@data-import/core'
import { findProvider, type ProviderDescription } from '../providers/describe-providers.js'
import { dataSourceRows, insertDataSource } from '../rows/data-sources.js'
import { encryptSettings } from '../secrets/encrypt-settings.js'
import { keysForWriting } from '../secrets/keys-for-writing.js'
import { describePlainAddresses } from '../secrets/prepare-secrets.js'
import { completeSettings } from '../sources/complete-settings.js'
import { isSecretKey } from '../sources/is-secret-key.js'
import { parseSettings } from '../sources/parse-settings.js'
import type { Terminal } from '../terminal/terminal.js'
import { defineCommand } from './define-command.js'
import { collect, parseCount } from './parse-options.js'

interface AddOptions {
  name?: string
  set?: readonly string[]
  organization: string
  interval?: number
}

export const addSourcesAdd = defineCommand<AddOptions, [string | undefined]>({
  name: 'add',
  description: 'add a data source; in a terminal, asks for what is missing',
  arguments: [['[provider]', 'see: data-import providers']],
  options: [
    ['--name <name>', 'what you call it'],
    ['--set <key=value>', 'a configuration key; the value - reads standard input (repeatable)', collect],
    ['--organization <id>', 'the organisation it belongs to', undefined, 'default'],
    ['--interval <minutes>', 'least time between two imports (default: every pass)', parseCount],
  ],
  examples: [
    'data-import sources add GIT --name website --set GIT_PATH=./website',
    'data-import sources add GITHUB --name acme --set GITHUB_ORG=acme --set GITHUB_TOKEN=- < token.txt',
  ],
  async run(scope, options, given) {
    const { ask, cwd, readStdin } = scope.terminal
    const { name: provider, configuration } = await chooseProvider(await scope.describeProviders(), given, ask)
    const name = (options.name ?? (await ask?.('Name of the data source: ')) ?? '').trim()
    if (name === '') throw new ConfigurationError('A data source needs a name: --name NAME')
    const parsed = await parseSettings(options.set ?? [], readStdin)
    const settings = await completeSettings(parsed, configuration, { ask, cwd, notice: scope.notice })
    const { organization: organizationId, interval: syncIntervalMinutes = null } = options
    const id = randomUUID()
    const configs = [...settings].map(([key, value]) => ({ key, value, isSecret: isSecretKey(key, configuration) }))
    const source = await scope.withDatabase(async ({ db, owner }) => {
      await refuseDuplicate(db, organizationId, name)
      const origins = originsOf(configuration, (key) => settings.get(key))
      const keys = () => keysForWriting(scope.keyring, { db, owner })
      const create = await encryptSettings(configs, id, origins, keys)
      const added = { id, organizationId, name, provider, syncIntervalMinutes }
      return db.$transaction((transaction) => insertDataSource(transaction, added, create))
    })
    const { plainAddressKeys } = readConfiguration({ id, name, configs }, { configuration })
    if (plainAddressKeys.length > 0) scope.notice(`warning: ${describePlainAddresses(name, plainAddressKeys)}`)
    if (options.json) scope.writeJson(source)
    else scope.writeLine(`Added "${name}". Next: data-import sources check "${name}", then data-import run`)
  },
})

async function chooseProvider(
  providers: readonly ProviderDescription[],
  given: string | undefined,
  ask: Terminal['ask'],
): Promise<ProviderDescription> {
  const names = providers.map(({ name }) => name).join(', ')
  const chosen = given ?? (await ask?.(`Provider (${names}): `))?.trim()
  if (!chosen) throw new ConfigurationError(`Name the provider: data-import sources add PROVIDER. There are: ${names}.`)
  return findProvider(providers, chosen)
}

async function refuseDuplicate(db: RawClient, organizationId: string, name: string): Promise<void> {
  const all = await dataSourceRows(db)
  const existing = all.find((source) => source.organizationId === organizationId && source.name === name)
  if (!existing) return
  throw new ConfigurationError(
    `The organisation "${organizationId}" already has a data source "${name}" (${existing.provider}). Choose another name, or change its configuration: data-import sources set`,
  )
}
