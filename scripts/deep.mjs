import { runNode } from './child-process.mjs'
import { main } from './step.mjs'

/** Every test as `npm test` does, random ones many times and with other numbers each time; arguments choose files. */
await main(async () => {
  const { code } = await runNode(new URL('test.mjs', import.meta.url).pathname, process.argv.slice(2), {
    env: { DATA_IMPORT_DEPTH: 'deep' },
  })
  return code
})
