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
    .option('--print', 'write nothing, show the whole text of each file, also where it is there')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', helpNotes({ examples: ['data-import init --dry-run', 'data-import init git github'] }))
    .action(
      action<InitOptions, [string[]]>(terminal, finish, async (scope, options, names) => {
        const { cwd, env } = terminal
        const isDryRun = Boolean(options.dryRun || options.print)
        const plan = await planInit(cwd, (application) => chooseProviders(names, application), {
          schema: scope.schema,
          isIntoSchema: options.intoSchema === true,
          prisma: options.prisma,
          env,
        })
        if (!isDryRun) await applyPlan(cwd, plan.files)
        if (options.json) scope.writeJson({ isDryRun, ...plan })
        else scope.write(describe(plan, { ...options, isDryRun, again: again(names, options, scope) }, scope))
        return exitCode.ok
      }),
    )
}

interface Description {
  isDryRun: boolean
  print?: true
  /** The same command, to be followed by another option. */
  again: string
}

function describe(plan: Plan, { isDryRun, print, again }: Description, { colors }: CommandScope): string {
  const files = plan.files.map((file) => {
    const isShown = print || (isDryRun && file.action !== 'same')
    const text = isShown ? `\n${indent(file.text)}\n` : ''
    return `${verb(file, isDryRun)} ${colors.bold(file.path)} (${file.purpose})${hint(file, isDryRun, again)}\n${text}`
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

function hint({ action: what }: PlannedFile, isShown: boolean, again: string): string {
  if (what !== 'leave') return ''
  return `: it is there, and says something else${isShown ? '; this is what it would say:' : `. See what it would say: ${again} --print`}`
}

function again(names: readonly string[], { intoSchema, prisma }: InitOptions, { options }: CommandScope): string {
  return [
    ...['data-import init', ...names],
    ...(options.schema === undefined ? [] : [`--schema ${options.schema}`]),
    ...(intoSchema ? ['--into-schema'] : []),
    ...(prisma === undefined ? [] : [`--prisma ${prisma}`]),
  ].join(' ')
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '   ')
}
