import { cleanText } from '../output/clean-text.js'
import { findDataSource } from '../sources/find-data-source.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import { helpNotes } from './help-notes.js'

export const addSourcesSwitch: AddCommand = (parent, terminal, finish) => {
  for (const [command, isEnabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    parent
      .command(command)
      .description(isEnabled ? 'import it again' : 'leave it out of passes; its rows stay')
      .argument('<name>', 'name or id')
      .option('--json', 'one JSON document on stdout')
      .addHelpText('after', helpNotes({ examples: [`data-import sources ${command} acme`] }))
      .action(
        action<{ json?: true }, [string]>(terminal, finish, async (scope, { json }, given) => {
          const { id, name } = await scope.withDatabase(async ({ db }) => {
            const source = await findDataSource(db, given)
            return db.dataSource.update({ where: { id: source.id }, data: { isEnabled } })
          })
          if (json) scope.writeJson({ id, name, isEnabled })
          else scope.write(`${cleanText(`"${name}" is ${command}d.`)}\n`)
          return exitCode.ok
        }),
      )
  }
}
