import { ConfigurationError } from '@data-import/core'
import type { Client } from 'pg'
import { withConnection } from '../database/connect.js'
import { formatTable } from '../output/format-table.js'
import { safeText } from '../output/safe-text.js'
import { toCsv } from '../output/to-csv.js'
import { toJson } from '../output/to-json.js'
import { rowsJson } from '../sql/rows-json.js'
import { runStatement, type StatementResult } from '../sql/run-statement.js'
import { valueTypes } from '../sql/value-types.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import type { CommandScope } from './command-scope.js'
import { helpNotes } from './help-notes.js'

interface SqlOptions {
  csv?: true
  json?: true
  write?: true
}

export const addSql: AddCommand = (parent, terminal, finish) => {
  parent
    .command('sql')
    .description('run one SQL statement; the tables are in the schema data, or that of --schema')
    .argument('<query>', 'the statement; - reads it from standard input')
    .option('--csv', 'CSV instead of a table')
    .option('--json', 'one JSON document on stdout: an array with an object a row')
    .option('--write', 'allow it to change data')
    .addHelpText(
      'after',
      helpNotes({
        examples: [
          `data-import sql 'select count(*) from data."Commit"'`,
          'data-import sql --csv - < report.sql > report.csv',
        ],
      }),
    )
    .action(
      action<SqlOptions, [string]>(terminal, finish, async (scope, options, given) => {
        if (options.csv && options.json) throw new ConfigurationError('Choose one of --csv and --json.')
        const statement = given === '-' ? await terminal.readStdin() : given
        const isWritable = options.write === true
        await scope.withDatabase(({ connectionString }) =>
          withConnection(connectionString, async (client) => {
            const result = await runStatement(client, statement, { isWritable })
            if (options.csv) scope.write(csv(result, scope))
            else scope.write(options.json ? await json(client, result) : table(result, scope))
          }).catch(explain),
        )
        return exitCode.ok
      }),
    )
}

function explain(error: unknown): never {
  const { code, message } = error as { code?: string; message?: string }
  if (code === '25006') {
    throw new ConfigurationError('The statement would change data: allow it with --write.', { cause: error })
  }
  if (code === undefined || code.startsWith('08') || code.startsWith('57')) throw error
  throw new ConfigurationError(`Postgres refuses the statement: ${message} (${code})`, { cause: error })
}

/** A title that comes twice gets a number, so that no value is lost. */
async function json(client: Client, { titles, types, rows, command, rowCount }: StatementResult): Promise<string> {
  if (titles.length === 0) return toJson({ command, rowCount })
  const names = titles.map((title, index) => {
    const earlier = titles.slice(0, index).filter((other) => other === title).length
    return earlier === 0 ? title : `${title}_${earlier + 1}`
  })
  return rowsJson(names, rows, (column) => types[column] ?? 0, await valueTypes(client, types))
}

/** Exact where a program reads it, and harmless where a terminal does. */
function csv({ titles, rows }: StatementResult, { terminal: { stdout } }: CommandScope): string {
  if (titles.length === 0) return ''
  const text = toCsv(titles, rows)
  return stdout.isTTY ? safeText(text) : text
}

function table({ titles, rows, command, rowCount }: StatementResult, { width, colors }: CommandScope): string {
  if (titles.length === 0) return `${command} ${rowCount}\n`
  const columns = titles.map((title, index) => {
    const isNumeric =
      rows.length > 0 && rows.every((row) => row[index] === null || /^-?\d+(\.\d+)?$/.test(String(row[index])))
    return { title, align: isNumeric ? ('right' as const) : ('left' as const) }
  })
  const cells = rows.map((row) => row.map((value) => (value === null ? '' : String(value))))
  const count = `(${rows.length} row${rows.length === 1 ? '' : 's'})`
  return `${formatTable(columns, cells, { width, paintTitle: colors.dim })}${colors.dim(count)}\n`
}
