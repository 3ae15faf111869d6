import { publish } from './packages/publish.mjs'
import { prepare } from './prepare.mjs'
import { main } from './step.mjs'

/** Builds the packages and publishes those whose version is new. */
await main(async () => {
  await prepare({ withTypes: true })
  const { code, printed = '' } = await publish({})
  process.stdout.write(printed)
  return code
})
