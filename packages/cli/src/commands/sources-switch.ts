import { switchDataSource } from '../rows/data-sources.js'
import { findDataSource } from '../sources/find-data-source.js'
import { defineCommand } from './define-command.js'

export const addSourcesEnable = switchCommand('enable', 'include a data source in passes again', true)

export const addSourcesDisable = switchCommand('disable', 'leave a data source out of passes; its rows stay', false)

function switchCommand(name: string, description: string, isEnabled: boolean) {
  return defineCommand<object, [string]>({
    name,
    description,
    arguments: [['<name>', 'name or id']],
    examples: [`data-import sources ${name} acme`],
    async run(scope, { json }, given) {
      const source = await scope.withDatabase(async ({ db }) => {
        const found = await findDataSource(db, given)
        await switchDataSource(db, found.id, isEnabled)
        return found
      })
      if (json) scope.writeJson({ id: source.id, name: source.name, isEnabled })
      else scope.writeLine(`"${source.name}" is ${name}d.`)
    },
  })
}
