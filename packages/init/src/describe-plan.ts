import type { Plan } from './plan.js'
import type { PlannedFile } from './plan-files.js'

/** How a plan is described. */
export interface PlanDescription {
  /** Nothing was written: the plan says what would be. */
  isDryRun: boolean
  /** Show the whole text of every file, not only of those that a dry run would write. Default: false. */
  isPrinted?: boolean
  /** The command that made the plan, to which another option can be added. */
  command: string
  /** Marks names and titles. Default: unchanged. */
  strong?: (text: string) => string
  /** Marks what needs attention. Default: unchanged. */
  warn?: (text: string) => string
}

const unchanged = (text: string) => text

/** What a plan did or would do, and the steps that are left, as text for a terminal. */
export function describePlan(
  plan: Plan,
  { isDryRun, isPrinted = false, command, strong = unchanged, warn = unchanged }: PlanDescription,
): string {
  const files = plan.files.map((file) => {
    const isShown = isPrinted || (isDryRun && file.action !== 'same')
    const text = isShown ? `\n${indent(file.text)}\n` : ''
    return `${verb(file, isDryRun)} ${strong(file.path)} (${file.purpose})${hint(file, isDryRun, command)}\n${text}`
  })
  const notes = plan.notes.map((note) => `${warn('note')} ${note}\n`)
  const steps = plan.steps.map(
    ({ title, lines }, index) => `\n${index + 1}. ${strong(title)}\n${indent(lines.join('\n'))}\n`,
  )
  return [...files, ...notes, '\nNext, in this order:\n', ...steps].join('')
}

function verb({ action }: PlannedFile, isDryRun: boolean): string {
  const verbs = isDryRun
    ? { write: 'would write', append: 'would append to', same: 'unchanged', leave: 'would leave' }
    : { write: 'wrote', append: 'appended to', same: 'unchanged', leave: 'left' }
  return verbs[action]
}

function hint({ action }: PlannedFile, isShown: boolean, command: string): string {
  if (action !== 'leave') return ''
  return `: it is there, and says something else${isShown ? '; this is what it would say:' : `. See what it would say: ${command} --print`}`
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '   ')
}
