import { createOrchestrator, postgresLock } from '@data-import/core'
import { ConfigurationError } from '@data-import/core/provider'
import { declarationMistakes } from '../declarations/declaration-mistakes.js'
import { usageMistakes } from '../declarations/usage-mistakes.js'
import { defineRule } from '../rule.js'

/** What a provider declares is whole, and is what its scripts do. */
export const wholeDeclarations = defineRule('whole declarations', async (lab) => {
  const { provider } = lab
  const trial = await lab.open({ records: 3 })
  try {
    createOrchestrator({
      db: trial.db,
      providers: [provider],
      lock: postgresLock({ connectionString: trial.url }),
    })
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    // A dependency on another provider's resource is known to core only where both are registered.
    lab.fail(error.message, 'Correct the declarations of the scripts')
  }
  const source = await trial.addSource()
  const { record } = await source.pass()
  const findings = await provider.check?.({ env: { ...trial.env }, signal: AbortSignal.timeout(60_000) })
  const problems = (findings ?? []).filter(({ status }) => status === 'error').map(({ message }) => message)
  const mistakes = [
    ...declarationMistakes(provider, Object.keys(trial.env), Object.keys(await trial.system.expected())),
    ...usageMistakes(provider, record),
    ...problems.map((message) => `\`check\` finds an error in a configuration that works: ${message}`),
  ]
  if (mistakes.length > 0) lab.fail(mistakes.join('; '), 'Declare what the scripts do, and do what they declare')
})
