import { dropViews, installViews, listViews, printViews, readViews } from '@data-import/insight'
import { withConnection } from '../database/connect.js'
import { insightConnection } from '../database/insight-connection.js'
import type { CommandScope } from './command-scope.js'
import { defineCommand, defineGroup } from './define-command.js'

const install = defineCommand({
  name: 'install',
  description: 'create the views in the Postgres schema insight, or replace them if they are of another version',
  examples: ['data-import views install'],
  async run(scope, { json }) {
    const installed = await withViews(scope, (db) => installViews(db, scope.schema))
    if (json) return void scope.writeJson({ ...installed, views: listViews().map(({ name }) => name) })
    scope.write(`${listViews().length} views are in the schema insight. See: data-import views list\n`)
    if (!installed.isInvoker) {
      scope.notice(
        "This server is older than Postgres 15: the views read with their owner's privileges and ignore row-level security of the tables.",
      )
    }
  },
})

const drop = defineCommand({
  name: 'drop',
  description: 'drop the views; the tables stay',
  examples: ['data-import views drop'],
  async run(scope, { json }) {
    const wasInstalled = await withViews(scope, (db) => dropViews(db))
    if (json) scope.writeJson({ wasInstalled })
    else scope.write(wasInstalled ? 'The views were dropped.\n' : 'There were no views.\n')
  },
})

const print = defineCommand({
  name: 'print',
  description: 'print the SQL that install runs',
  json: false,
  examples: ['data-import views print > insight.sql'],
  async run(scope) {
    scope.write(await withViews(scope, (db) => printViews(db, scope.schema)))
  },
})

const list = defineCommand({
  name: 'list',
  description: 'list the views, and whether they are installed',
  examples: ['data-import views list'],
  async run(scope, { json }) {
    const installed = await withViews(scope, (db) => readViews(db, scope.schema))
    if (json) return void scope.writeJson({ ...installed, views: listViews() })
    scope.write(
      scope.table(
        [{ title: 'view' }, { title: 'says' }],
        listViews().map(({ name, about }) => [`insight.${name}`, about]),
      ),
    )
    if (installed.isCurrent) scope.writeLine('They are installed.')
    else if (installed.version === null) scope.writeLine('They are not installed: data-import views install')
    else scope.writeLine('Views of another version are installed. Replace them: data-import views install')
  },
})

export const addViews = defineGroup(
  'views',
  'delivery figures of the imported data, as views in the Postgres schema insight',
  [install, drop, print, list],
)

function withViews<R>(scope: CommandScope, work: (db: ReturnType<typeof insightConnection>) => Promise<R>): Promise<R> {
  return scope.withDatabase(({ connectionString }) =>
    withConnection(connectionString, (client) => work(insightConnection(client))),
  )
}
