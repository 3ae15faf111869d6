import { cleanText } from '../output/clean-text.js'
import type { ProviderDescription } from '../providers/describe-providers.js'
import type { Look } from '../terminal/screen.js'
import { defineCommand } from './define-command.js'

export const addProviders = defineCommand({
  name: 'providers',
  description: 'providers, their resources, dependencies and configuration keys',
  examples: ['data-import providers', 'data-import providers --provider ./forge-provider.js'],
  async run(scope, { json }) {
    const providers = await scope.describeProviders()
    if (json) scope.writeJson(providers.map(({ checks: _checks, ...provider }) => provider))
    else scope.write(providers.map((provider) => describe(provider, scope)).join('\n'))
  },
})

function describe({ name, origins, resources, configuration, tables }: ProviderDescription, look: Look): string {
  const { bold, dim } = look.colors
  const scripts = look.table(
    [{ title: 'resource' }, { title: 'depends on' }, { title: 'first window', align: 'right' }],
    resources.map(({ resource, dependsOn, importWindowDays }) => [
      ...[resource, dependsOn.join(', ') || '-', `${importWindowDays} days`],
    ]),
  )
  const keys = look.table(
    ['key', 'needed', 'default', 'description'].map((title) => ({ title })),
    configuration.map(({ key, isRequired, oneOf, isSecret, defaultValue, description }) => {
      const need = isRequired ? 'required' : oneOf ? `one of ${oneOf}` : 'optional'
      return [key, isSecret ? `${need}, secret` : need, defaultValue ?? '-', description]
    }),
  )
  return [
    `${bold(cleanText(name))} ${dim(cleanText(origins.join(', ')))}\n${scripts}`,
    tables.length > 0 ? `Writes ${cleanText(tables.join(', '))}.\n` : '',
    configuration.length > 0 ? keys : 'Takes any configuration key.\n',
  ].join('')
}
