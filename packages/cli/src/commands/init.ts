import { appliedPlan, applyEdits, applyPlan, describePlan, diffOfEdits, planInit } from '@data-import/init'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import type { CommandScope } from './command-scope.js'
import { helpNotes } from './help-notes.js'

interface InitOptions {
  intoSchema?: true
  prisma?: string
  apply?: true
  dryRun?: true
  print?: true
  json?: true
}

export const addInit: AddCommand = (parent, terminal, finish) => {
  parent
    .command('init')
    .description('add the import to an application: models, wiring, a route or a job; overwrites nothing')
    .argument(
      '[providers...]',
      "git, github, or packages (default: those among the application's dependencies, else git)",
    )
    .option('--into-schema', 'append the models to the one schema file instead of writing a second')
    .option(
      '--prisma <path>',
      'your Prisma schema, where Prisma is told of it by --schema (default: where Prisma looks)',
    )
    .option('--apply', 'also change the files of the application that the import needs changed, after a diff of it')
    .option('--dry-run', 'write nothing, show what would be written')
    .option('--print', 'write nothing, show the whole text of each file, also where it is there')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', helpNotes({ examples: ['data-import init --dry-run', 'data-import init git github'] }))
    .action(
      action<InitOptions, [string[]]>(terminal, finish, async (scope, options, names) => {
        const { cwd, env } = terminal
        const isDryRun = Boolean(options.dryRun || options.print)
        const isAsked = Boolean(scope.options.schema || env.DATA_IMPORT_SCHEMA || scope.application?.schema)
        const planned = await planInit(cwd, {
          providers: names,
          schema: isAsked ? scope.schema : undefined,
          isIntoSchema: options.intoSchema === true,
          prisma: options.prisma,
          env,
        })
        const diff = options.apply ? await diffOfEdits(cwd, planned.edits) : ''
        if (!options.json) scope.write(diff)
        if (!isDryRun) await applyPlan(cwd, planned.files)
        const isApplied = options.apply === true && !isDryRun
        const plan = isApplied ? appliedPlan(planned, await applyEdits(cwd, planned.edits)) : planned
        if (options.json) scope.writeJson({ isDryRun, ...plan })
        else {
          const { bold: strong, yellow: warn } = scope.colors
          const isPrinted = options.print === true
          scope.write(
            describePlan(plan, { isDryRun, isPrinted, command: commandOf(names, options, scope), strong, warn }),
          )
        }
        return exitCode.ok
      }),
    )
}

/** The same command, to be followed by another option. */
function commandOf(names: readonly string[], { intoSchema, prisma }: InitOptions, { options }: CommandScope): string {
  return [
    ...['data-import init', ...names],
    ...(options.schema === undefined ? [] : [`--schema ${options.schema}`]),
    ...(intoSchema ? ['--into-schema'] : []),
    ...(prisma === undefined ? [] : [`--prisma ${prisma}`]),
  ].join(' ')
}
