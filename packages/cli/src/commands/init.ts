import { applyPlan } from '../init/apply-plan.js'
import { chooseProviders } from '../init/choose-providers.js'
import { type Plan, planInit } from '../init/plan.js'
import type { PlannedFile } from '../init/plan-files.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action, type CommandScope } from './command-scope.js'
import { helpNotes } from './help-notes.js'

interface InitOptions {
  intoSchema?: true
  prisma?: string
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
    .option('--dry-run', 'write nothing, show what would be written')
    .option('--print', 'also show the whole text of each file')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', helpNotes({ examples: ['data-import init --dry-run', 'data-import init git github'] }))
    .action(
      action<InitOptions, [string[]]>(terminal, finish, async (scope, options, names) => {
        const { cwd } = terminal
        const plan = await planInit(cwd, (application) => chooseProviders(names, application), {
          schema: scope.schema,
          isIntoSchema: options.intoSchema === true,
          prisma: options.prisma,
        })
        if (!options.dryRun) await applyPlan(cwd, plan.files)
        if (options.json) scope.writeJson({ isDryRun: options.dryRun === true, ...plan })
        else scope.write(describe(plan, options, scope))
        return exitCode.ok
      }),
    )
}

function describe(plan: Plan, { dryRun, print }: InitOptions, { colors }: CommandScope): string {
  const files = plan.files.map((file) => {
    const text = (print || dryRun) && file.action !== 'same' ? `\n${indent(file.text)}\n` : ''
    return `${verb(file, dryRun === true)} ${colors.bold(file.path)} (${file.purpose})${hint(file, print || dryRun)}\n${text}`
  })
  const notes = plan.notes.map((note) => `${colors.yellow('note')} ${note}\n`)
  const steps = plan.steps.map(
    ({ title, lines }, index) => `\n${index + 1}. ${colors.bold(title)}\n${indent(lines.join('\n'))}\n`,
  )
  return [...files, ...notes, '\nNext, in this order:\n', ...steps].join('')
}

function verb({ action: what }: PlannedFile, isDryRun: boolean): string {
  const verbs = isDryRun
    ? { write: 'would write', append: 'would append to', same: 'unchanged', leave: 'would leave' }
    : { write: 'wrote', append: 'appended to', same: 'unchanged', leave: 'left' }
  return verbs[what]
}

function hint({ action: what }: PlannedFile, isShown: true | undefined): string {
  if (what !== 'leave') return ''
  return `: it is there, and says something else${isShown ? '; this is what it would say:' : '. See what it would say: data-import init --print'}`
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '   ')
}
