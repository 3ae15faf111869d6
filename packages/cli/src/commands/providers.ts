import { cleanText } from '../output/clean-text.js'
import { formatTable } from '../output/format-table.js'
import type { ProviderDescription } from '../providers/describe-providers.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import type { CommandScope } from './command-scope.js'
import { helpNotes } from './help-notes.js'

export const addProviders: AddCommand = (parent, terminal, finish) => {
  parent
    .command('providers')
    .description('providers, their resources, dependencies and configuration keys')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      helpNotes({ examples: ['data-import providers', 'data-import providers --provider ./forge-provider.js'] }),
    )
    .action(
      action<{ json?: true }, []>(terminal, finish, async (scope, { json }) => {
        const providers = await scope.describeProviders()
        if (json) scope.writeJson(providers.map(({ checks: _checks, ...provider }) => provider))
        else scope.write(providers.map((provider) => describe(provider, scope)).join('\n'))
        return exitCode.ok
      }),
    )
}

function describe(
  { name, origins, resources, configuration, tables }: ProviderDescription,
  scope: CommandScope,
): string {
  const { colors, width } = scope
  const look = { width, paintTitle: colors.dim }
  const scripts = formatTable(
    [{ title: 'resource' }, { title: 'depends on' }, { title: 'first window', align: 'right' }],
    resources.map(({ resource, dependsOn, importWindowDays }) => [
      resource,
      dependsOn.join(', ') || '-',
      `${importWindowDays} days`,
    ]),
    look,
  )
  const keys = formatTable(
    [{ title: 'key' }, { title: 'needed' }, { title: 'default' }, { title: 'description' }],
    configuration.map(({ key, isRequired, oneOf, isSecret, defaultValue, description }) => [
      key,
      [isRequired ? 'required' : oneOf ? `one of ${oneOf}` : 'optional', ...(isSecret ? ['secret'] : [])].join(', '),
      defaultValue ?? '-',
      description,
    ]),
    look,
  )
  return `${colors.bold(cleanText(name))} ${colors.dim(cleanText(origins.join(', ')))}\n${scripts}${tables.length > 0 ? `Writes ${cleanText(tables.join(', '))}.\n` : ''}${configuration.length > 0 ? keys : 'Takes any configuration key.\n'}`
}
