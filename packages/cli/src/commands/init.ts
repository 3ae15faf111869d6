import { appliedPlan, applyEdits, applyPlan, describePlan, diffOfEdits, planInit } from '@data-import/init'
import type { CommandScope } from './command-scope.js'
import { defineCommand } from './define-command.js'

interface InitOptions {
  intoSchema?: true
  prisma?: string
  apply?: true
  dryRun?: true
  print?: true
}

export const addInit = defineCommand<InitOptions, [string[]]>({
  name: 'init',
  description: 'add the import to an application: models, wiring, a route or a job; overwrites nothing',
  arguments: [
    [
      '[providers...]',
      "git, github, gitlab, jenkins, circleci, sonarqube, or packages (default: those among the application's dependencies, otherwise git)",
    ],
  ],
  options: [
    ['--into-schema', 'append the models to your schema file instead of writing a second one'],
    ['--prisma <path>', 'your Prisma schema, if you pass it to Prisma with --schema (default: where Prisma looks)'],
    ['--apply', "also make the edits to the application's own files, after showing them as a diff"],
    ['--dry-run', 'write nothing; show what would be written'],
    ['--print', 'write nothing; show the whole text of each file, including existing ones'],
  ],
  examples: ['data-import init --dry-run', 'data-import init git github'],
  async run(scope, options, names) {
    const { cwd, env } = scope.terminal
    const isDryRun = Boolean(options.dryRun || options.print)
    const isSchemaGiven = Boolean(scope.options.schema || env.DATA_IMPORT_SCHEMA || scope.application?.schema)
    const planned = await planInit(cwd, {
      providers: names,
      schema: isSchemaGiven ? scope.schema : undefined,
      isIntoSchema: options.intoSchema === true,
      prisma: options.prisma,
      env,
    })
    const diff = options.apply ? await diffOfEdits(cwd, planned.edits) : ''
    if (!options.json) scope.write(diff)
    if (!isDryRun) await applyPlan(cwd, planned.files)
    const isApplied = options.apply === true && !isDryRun
    const plan = isApplied ? appliedPlan(planned, await applyEdits(cwd, planned.edits)) : planned
    if (options.json) return void scope.writeJson({ isDryRun, ...plan })
    const { bold: strong, yellow: warn } = scope.colors
    const look = { isDryRun, isPrinted: options.print === true, strong, warn }
    scope.write(describePlan(plan, { ...look, command: commandOf(names, options, scope) }))
  },
})

/** The same command, so that another option can follow. */
function commandOf(names: readonly string[], { intoSchema, prisma }: InitOptions, { options }: CommandScope): string {
  return [
    ...['data-import init', ...names],
    ...(options.schema === undefined ? [] : [`--schema ${options.schema}`]),
    ...(intoSchema ? ['--into-schema'] : []),
    ...(prisma === undefined ? [] : [`--prisma ${prisma}`]),
  ].join(' ')
}
