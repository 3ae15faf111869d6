import { defineRule } from '../rule.js'
import { watchEnv } from '../trial/watch-env.js'

/** Scripts and `check` read the configuration keys that the provider declares, and no other. */
export const declaredKeys = defineRule('declared keys', async (lab) => {
  const trial = await lab.open({ records: 3 })
  const source = await trial.addSource()
  const { record } = await source.pass()
  const keys = new Set(record.keys)
  const env = watchEnv({ ...trial.env }, (key) => keys.add(key))
  await lab.provider.check?.({ env, signal: AbortSignal.timeout(60_000) })
  const declared = new Set((lab.provider.configuration ?? []).map(({ key }) => key))
  const undeclared = [...keys].filter((key) => !declared.has(key))
  if (undeclared.length > 0) {
    lab.fail(
      `the provider reads ${undeclared.join(', ')} from its configuration without declaring it`,
      'Add it to `configuration`, with a description, so that people can know of it and secrets are hidden',
    )
  }
})
