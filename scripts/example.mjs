import { join } from 'node:path'
import { exampleNames } from './example-folder.mjs'
import { exampleRepository } from './example-repository.mjs'
import { installExample, npmInExample } from './install-example.mjs'
import { prepare } from './prepare.mjs'
import { hasHistory } from './repository.mjs'
import { main, StepError } from './step.mjs'
import { root } from './workspace.mjs'

/** A page is for this machine only, and two commands agree on a secret that protects nothing else. */
const environment = { HOST: '127.0.0.1', CRON_SECRET: process.env.CRON_SECRET ?? 'of-the-example' }

/** `npm run example -- next-app [script …]`: installs an example with this checkout's packages and runs a script of it. */
await main(async () => {
  const [name, script = 'start', ...parameters] = process.argv.slice(2)
  if (!exampleNames().includes(name)) {
    throw new StepError(`Which example? npm run example -- NAME; there are ${exampleNames().join(', ')}.`, 2)
  }
  await prepare({ withTypes: true })
  const { folder, manifest } = await installExample(name)
  const run = async (script, parameters = []) => {
    const separated = parameters.length > 0 ? ['--', ...parameters] : []
    const { code } = await npmInExample(folder, ['run', '--silent', script, ...separated], { env: environment })
    return code
  }
  const must = async (script, parameters) => {
    const code = await run(script, parameters)
    if (code !== 0) throw new StepError(`${join('examples', name)}: npm run ${script} failed.`, code)
  }
  // What a reader of its README would have done first.
  if (script === 'start' || script === 'dev') {
    if (manifest.scripts.setup) await must('setup', [await repository()])
    if (manifest.scripts.build && script === 'start') await must('build')
  }
  return run(script, parameters)
})

/** The history of this checkout, or a made one where it has none. */
async function repository() {
  return (await hasHistory(root)) ? root : exampleRepository()
}
