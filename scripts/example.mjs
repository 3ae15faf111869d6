import { join } from 'node:path'
import { exampleNames } from './example-folder.mjs'
import { exampleRepository } from './example-repository.mjs'
import { installExample, npmInExample } from './install-example.mjs'
import { prepare } from './prepare.mjs'
import { hasHistory } from './repository.mjs'
import { main, StepError } from './step.mjs'
import { root } from './workspace.mjs'

/** `npm run example -- next-app [script …]`: installs an example with this checkout's packages and runs a script of it. */
await main(async () => {
  const [name, script = 'start', ...parameters] = process.argv.slice(2)
  if (!exampleNames().includes(name)) {
    throw new StepError(`Which example? npm run example -- NAME; there are ${exampleNames().join(', ')}.`, 2)
  }
  await prepare({ withTypes: true })
  const { folder, manifest } = await installExample(name)
  const run = async (parameters) => {
    const { code } = await npmInExample(folder, ['run', '--silent', ...parameters])
    if (code !== 0) throw new StepError(`${join('examples', name)}: npm run ${parameters[0]} failed.`, code)
  }
  // What a reader of its README would have done first.
  if (script === 'start' || script === 'dev') {
    if (manifest.scripts.setup) await run(['setup', '--', await repository()])
    if (manifest.scripts.build && script === 'start') await run(['build'])
  }
  const { code } = await npmInExample(folder, [
    'run',
    '--silent',
    script,
    ...(parameters.length > 0 ? ['--', ...parameters] : []),
  ])
  return code
})

/** The history of this checkout, or a made one where it has none. */
async function repository() {
  return (await hasHistory(root)) ? root : exampleRepository()
}
