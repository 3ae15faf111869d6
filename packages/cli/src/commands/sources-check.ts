import { setMaxListeners } from 'node:events'
import { type CheckFinding, createRedactor } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { paintStatus } from '../progress/paint-status.js'
import type { ProviderDescription } from '../providers/describe-providers.js'
import { dataSourceRows } from '../rows/data-sources.js'
import { describePlain, describePlainAddresses } from '../secrets/prepare-secrets.js'
import { type ReadableDataSource, readableDataSource } from '../secrets/read-configurations.js'
import { findDataSource } from '../sources/find-data-source.js'
import { createStopSignals } from '../terminal/create-stop-signals.js'
import { exitCode } from '../terminal/exit-code.js'
import { defineCommand } from './define-command.js'

export const addSourcesCheck = defineCommand<object, [string[]]>({
  name: 'check',
  description: 'find out whether data sources would work: all of them, or the named ones',
  arguments: [['[names...]', 'names or ids']],
  examples: ['data-import sources check', 'data-import sources check acme'],
  exitCodes: { 1: 'an error was found' },
  async run(scope, { json }, names) {
    const providers = await scope.describeProviders()
    const secretKeys = await scope.keyring.load()
    const sources = await scope.withDatabase(async ({ db }) => {
      const wanted = names.length > 0 ? names : (await dataSourceRows(db)).map(({ id }) => id)
      const found = await Promise.all(wanted.map((name) => findDataSource(db, name)))
      return found.map((source) => readableDataSource(source, providers, secretKeys))
    })
    scope.keyring.hide(sources.flatMap(({ secrets }) => secrets))
    const stops = createStopSignals(scope.terminal, scope.notice)
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
  },
})

async function check(
  source: ReadableDataSource,
  providers: readonly ProviderDescription[],
  signal: AbortSignal,
): Promise<CheckFinding[]> {
  const { name, plainSecretKeys, plainAddressKeys, problems, secrets, settings } = source
  const finding = (status: CheckFinding['status']) => (message: string) => ({ status, message })
  const provider = providers.find((one) => one.name === source.provider)
  const notLoaded = `The provider ${source.provider} is not loaded (--provider PACKAGE, or data-sources/).`
  if (!provider) return [finding('error')(notLoaded)]
  if (problems.length > 0) return problems.map(finding('error'))
  const warnings = [
    ...(plainSecretKeys.length > 0 ? [describePlain(name, plainSecretKeys)] : []),
    ...(plainAddressKeys.length > 0 ? [describePlainAddresses(name, plainAddressKeys)] : []),
    ...(provider.checks.length === 0 ? ['The provider has no check.'] : []),
  ].map(finding('warning'))
  const redactor = createRedactor(secrets)
  const env = Object.fromEntries(settings.map(({ key, value }) => [key, value]))
  const findings = await Promise.all(
    provider.checks.map(async (look) => {
      try {
        return await look({ env, signal })
      } catch (error) {
        return [finding('error')(`The check failed: ${error instanceof Error ? error.message : String(error)}`)]
      }
    }),
  )
  const found = findings.flat().map(({ status, message }) => ({ status, message: redactor.text(String(message)) }))
  return [...warnings, ...found]
}
