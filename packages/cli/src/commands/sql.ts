import { ConfigurationError } from '@data-import/core'
import type { Client } from 'pg'
import { withConnection } from '../database/connect.js'
import { safeText } from '../output/safe-text.js'
import { toCsv } from '../output/to-csv.js'
import { toJson } from '../output/to-json.js'
import { rowsJson } from '../sql/rows-json.js'
import { runStatement, type StatementResult } from '../sql/run-statement.js'
import { suggestNames } from '../sql/suggest-names.js'
import { valueTypes } from '../sql/value-types.js'
import type { CommandScope } from './command-scope.js'
import { defineCommand } from './define-command.js'

interface SqlOptions {
  csv?: true
  write?: true
}

export const addSql = defineCommand<SqlOptions, [string]>({
  name: 'sql',
  description: 'run one SQL statement; the tables are in the schema data, or that of --schema',
  arguments: [['<query>', 'the statement; - reads it from standard input']],
  options: [
    ['--csv', 'CSV instead of a table'],
    ['--write', 'allow it to change data'],
  ],
  json: 'one JSON document on stdout: an array with one object for each row',
  examples: [
    `data-import sql 'select count(*) from data."Commit"'`,
    'data-import sql --csv - < report.sql > report.csv',
  ],
  async run(scope, options, given) {
    if (options.csv && options.json) throw new ConfigurationError('Choose one of --csv and --json.')
    const statement = given === '-' ? await scope.terminal.readStdin() : given
    const isWritable = options.write === true
    await scope.withDatabase(({ connectionString }) =>
      withConnection(connectionString, async (client) => {
        const result = await runStatement(client, statement, { isWritable }).catch((error: unknown) =>
          explain(error, client, { schema: scope.schema, statement }),
        )
        if (options.csv) scope.write(csv(result, scope))
        else scope.write(options.json ? await json(client, result) : table(result, scope))
      }),
    )
  },
})

async function explain(
  error: unknown,
  client: Client,
  { schema, statement }: { schema: string; statement: string },
): Promise<never> {
  const { code, message, hint = '' } = error as { code?: string; message: string; hint?: string }
  if (code === '25006') {
    throw new ConfigurationError('The statement would change data: allow it with --write.', { cause: error })
  }
  if (code === undefined || code.startsWith('08') || code.startsWith('57')) throw error
  const help = (await suggestNames(client, schema, { code, message, statement }).catch(() => '')) || hint
  const refused = `Postgres refuses the statement: ${message} (${code})`
  throw new ConfigurationError(help ? `${refused}. ${help}` : refused, { cause: error })
}

/** Numbers a title that comes twice, so that no value is lost. */
async function json(client: Client, { titles, types, rows, command, rowCount }: StatementResult): Promise<string> {
  if (titles.length === 0) return toJson({ command, rowCount })
  const names = titles.map((title, index) => {
    const earlier = titles.slice(0, index).filter((other) => other === title).length
    return earlier === 0 ? title : `${title}_${earlier + 1}`
  })
  return rowsJson(names, rows, (column) => types[column] ?? 0, await valueTypes(client, types))
}

/** Exact for a program that reads it, harmless on a terminal. */
function csv({ titles, rows }: StatementResult, { terminal: { stdout } }: CommandScope): string {
  if (titles.length === 0) return ''
  const text = toCsv(titles, rows)
  return stdout.isTTY ? safeText(text) : text
}

function table({ titles, rows, command, rowCount }: StatementResult, { colors, table: format }: CommandScope): string {
  if (titles.length === 0) return `${command} ${rowCount}\n`
  const columns = titles.map((title, index) => {
    const isNumeric = rows.every((row) => row[index] === null || /^-?\d+(\.\d+)?$/.test(String(row[index])))
    return { title, align: isNumeric && rows.length > 0 ? ('right' as const) : ('left' as const) }
  })
  const cells = rows.map((row) => row.map((value) => value ?? ''))
  return `${format(columns, cells)}${colors.dim(`(${rows.length} row${rows.length === 1 ? '' : 's'})`)}\n`
}
