import { setMaxListeners } from 'node:events'
import { type CheckFinding, createRedactor } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { paintStatus } from '../progress/describe-pass.js'
import type { ProviderDescription } from '../providers/describe-providers.js'
import { describePlain, describePlainAddresses } from '../secrets/prepare-secrets.js'
import { type ReadableDataSource, readableDataSource } from '../secrets/read-configurations.js'
import { findDataSource } from '../sources/find-data-source.js'
import { createStopSignals } from '../terminal/create-stop-signals.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import { helpNotes } from './help-notes.js'

export const addSourcesCheck: AddCommand = (parent, terminal, finish) => {
  parent
    .command('check')
    .description('would they work? all, or those named')
    .argument('[names...]', 'names or ids')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      helpNotes({
        examples: ['data-import sources check', 'data-import sources check acme'],
        exitCodes: { 1: 'an error was found' },
      }),
    )
    .action(
      action<{ json?: true }, [string[]]>(terminal, finish, async (scope, { json }, names) => {
        const providers = await scope.describeProviders()
        const secretKeys = await scope.keyring.load()
        const sources = await scope.withDatabase(async ({ db }) => {
          const wanted =
            names.length > 0 ? names : (await db.dataSource.findMany({ orderBy: { name: 'asc' } })).map(({ id }) => id)
          const found = await Promise.all(wanted.map((name) => findDataSource(db, name)))
          return found.map((source) => readableDataSource(source, providers, secretKeys))
        })
        scope.keyring.hide(sources.flatMap(({ secrets }) => secrets))
        const stops = createStopSignals(terminal, scope.notice)
        const signal = AbortSignal.any([stops.drainSignal, stops.signal])
        // Each check listens to it.
        setMaxListeners(0, signal)
        const reports = await Promise.all(
          sources.map(async (source) => ({
            dataSource: source.name,
            provider: source.provider,
            findings: await check(source, providers, signal),
          })),
        ).finally(stops.dispose)
        if (json) scope.writeJson(reports)
        for (const { dataSource, findings } of json ? [] : reports) {
          scope.write(`${scope.colors.bold(cleanText(dataSource))}\n`)
          for (const { status, message } of findings) {
            scope.write(`  ${paintStatus(scope.colors, status)} ${cleanText(message)}\n`)
          }
        }
        const isBroken = reports.some(({ findings }) => findings.some(({ status }) => status === 'error'))
        return isBroken ? exitCode.incomplete : exitCode.ok
      }),
    )
}

async function check(
  source: ReadableDataSource,
  providers: readonly ProviderDescription[],
  signal: AbortSignal,
): Promise<CheckFinding[]> {
  const provider = providers.find(({ name }) => name === source.provider)
  if (!provider) {
    return [
      {
        status: 'error',
        message: `The provider ${source.provider} is not loaded (--provider PACKAGE, or data-sources/).`,
      },
    ]
  }
  if (source.problems.length > 0) return source.problems.map((message) => ({ status: 'error', message }))
  const plain: CheckFinding[] =
    source.plainSecretKeys.length > 0
      ? [{ status: 'warning', message: describePlain(source.name, source.plainSecretKeys) }]
      : []
  if (source.plainAddressKeys.length > 0) {
    plain.push({ status: 'warning', message: describePlainAddresses(source.name, source.plainAddressKeys) })
  }
  if (provider.checks.length === 0) return [...plain, { status: 'warning', message: 'The provider offers no check.' }]
  const redactor = createRedactor(source.secrets)
  const env = Object.fromEntries(source.settings.map(({ key, value }) => [key, value]))
  const findings = await Promise.all(
    provider.checks.map(async (look) => {
      try {
        return await look({ env, signal })
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        return [{ status: 'error' as const, message: `The check failed: ${message}` }]
      }
    }),
  )
  const found = findings.flat().map(({ status, message }) => ({ status, message: redactor.text(String(message)) }))
  return [...plain, ...found]
}
