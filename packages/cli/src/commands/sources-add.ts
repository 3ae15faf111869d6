import { randomUUID } from 'node:crypto'
import { ConfigurationError, originsOf, readConfiguration } from '@data-import/core'
import type { PrismaClient } from '@data-import/reference-database'
import { cleanText } from '../output/clean-text.js'
import { findProvider } from '../providers/describe-providers.js'
import { encryptSettings } from '../secrets/encrypt-settings.js'
import { keysForWriting } from '../secrets/keys-for-writing.js'
import { describePlainAddresses } from '../secrets/prepare-secrets.js'
import { completeSettings } from '../sources/complete-settings.js'
import { isSecretKey } from '../sources/is-secret-key.js'
import { parseSettings } from '../sources/parse-settings.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import { helpNotes } from './help-notes.js'
import { collect, parseCount } from './parse-options.js'

interface AddOptions {
  name?: string
  set?: readonly string[]
  organization: string
  interval?: number
  json?: true
}

export const addSourcesAdd: AddCommand = (parent, terminal, finish) => {
  parent
    .command('add')
    .description('add a data source; asks for what is missing on a terminal')
    .argument('<provider>', 'see: data-import providers')
    .option('--name <name>', 'what you call it')
    .option('--set <key=value>', 'a configuration key; the value - reads standard input (repeatable)', collect)
    .option('--organization <id>', 'the organisation it belongs to', 'default')
    .option('--interval <minutes>', 'least time between two imports (default: every pass)', parseCount)
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      helpNotes({
        examples: [
          'data-import sources add GIT --name website --set GIT_PATH=./website',
          'data-import sources add GITHUB --name acme --set GITHUB_ORG=acme --set GITHUB_TOKEN=- < token.txt',
        ],
      }),
    )
    .action(
      action<AddOptions, [string]>(terminal, finish, async (scope, options, given) => {
        const { name: provider, configuration } = findProvider(await scope.describeProviders(), given)
        const name = (options.name ?? (await terminal.ask?.('Name of the data source: ')) ?? '').trim()
        if (name === '') throw new ConfigurationError('A data source needs a name: --name NAME')
        const settings = await completeSettings(
          await parseSettings(options.set ?? [], terminal.readStdin),
          configuration,
          terminal.ask,
        )
        const { organization: organizationId, interval: syncIntervalMinutes = null } = options
        const source = await scope.withDatabase(async ({ db, owner }) => {
          await refuseDuplicate(db, organizationId, name)
          const configs = [...settings].map(([key, value]) => ({
            key,
            value,
            isSecret: isSecretKey(key, configuration),
          }))
          const id = randomUUID()
          return db.dataSource.create({
            data: {
              id,
              organizationId,
              name,
              provider,
              syncIntervalMinutes,
              configs: {
                create: await encryptSettings(
                  configs,
                  id,
                  originsOf(configuration, (key) => settings.get(key)),
                  () => keysForWriting(scope.keyring, { db, owner }),
                ),
              },
            },
          })
        })
        const { plainAddressKeys } = readConfiguration(
          {
            id: source.id,
            name,
            configs: [...settings].map(([key, value]) => ({ key, value, isSecret: isSecretKey(key, configuration) })),
          },
          { configuration },
        )
        if (plainAddressKeys.length > 0) scope.notice(`warning: ${describePlainAddresses(name, plainAddressKeys)}`)
        if (options.json) scope.writeJson(source)
        else
          scope.write(
            `${cleanText(`Added "${name}". Next: data-import sources check "${name}", then data-import run`)}\n`,
          )
        return exitCode.ok
      }),
    )
}

async function refuseDuplicate(db: PrismaClient, organizationId: string, name: string): Promise<void> {
  const existing = await db.dataSource.findUnique({ where: { organizationId_name: { organizationId, name } } })
  if (!existing) return
  throw new ConfigurationError(
    `The organisation "${organizationId}" has a data source "${name}" already (${existing.provider}). Choose another name, or change its configuration: data-import sources set`,
  )
}
