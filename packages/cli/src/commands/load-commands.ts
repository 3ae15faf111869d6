import type { AddCommand } from './define-command.js'

/** In the order of the help. Each is loaded when it is needed: all of them take longer than most commands. */
const commands: ReadonlyMap<string, () => Promise<AddCommand>> = new Map([
  ['init', async () => (await import('./init.js')).addInit],
  ['migrate', async () => (await import('./migrate.js')).addMigrate],
  ['providers', async () => (await import('./providers.js')).addProviders],
  ['sources', async () => (await import('./sources.js')).addSources],
  ['secrets', async () => (await import('./secrets.js')).addSecrets],
  ['run', async () => (await import('./run.js')).addRun],
  ['schedule', async () => (await import('./schedule.js')).addSchedule],
  ['worker', async () => (await import('./worker.js')).addWorker],
  ['status', async () => (await import('./status.js')).addStatus],
  ['dashboard', async () => (await import('./dashboard.js')).addDashboard],
  ['runs', async () => (await import('./runs.js')).addRuns],
  ['logs', async () => (await import('./logs.js')).addLogs],
  ['locks', async () => (await import('./locks.js')).addLocks],
  ['views', async () => (await import('./views.js')).addViews],
  ['sql', async () => (await import('./sql.js')).addSql],
  ['database', async () => (await import('./database.js')).addDatabase],
  ['completion', async () => (await import('./completion.js')).addCompletion],
])

/**
 * Loads the commands that a command line needs: those among its words. It needs all of them for help, for completion, and
 * to suggest the right name instead of a mistyped one.
 *
 * @param words what follows the program's name. Default: none, which needs all commands.
 */
export function loadCommands(words: readonly string[] = []): Promise<AddCommand[]> {
  const [first = ''] = words
  const isMistyped = !first.startsWith('-') && first !== 'help' && !commands.has(first)
  const named = [...commands].filter(([name]) => words.includes(name))
  const needsAll = named.length === 0 || isMistyped || words.includes('completion')
  return Promise.all((needsAll ? [...commands] : named).map(([, load]) => load()))
}
