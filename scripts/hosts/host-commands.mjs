import { run, runNpm } from '../child-process.mjs'
import { StepError } from '../step.mjs'

const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']

/** What is run in an application; each but `tryCommand` throws a {@link StepError} with what was printed if it fails. */
export function createHostCommands(host, folder, env) {
  const inHost = { cwd: folder, output: 'capture', env }
  const must = async (running, what) => {
    const result = await running
    if (result.code !== 0) throw new StepError(`${result.printed}\n${host.name}: ${what} failed.`)
    return result
  }
  const npm = (parameters) => must(runNpm(parameters, inHost), `npm ${parameters.join(' ')}`)
  const node = (parameters) => must(run(process.execPath, parameters, inHost), `node ${parameters.join(' ')}`)
  const program = 'node_modules/@data-import/cli/dist/bin.js'
  return {
    npm,
    node,
    install: () => npm(['install', ...quiet]),
    command: (...parameters) => node([program, ...parameters]),
    tryCommand: (...parameters) => run(process.execPath, [program, ...parameters], inHost),
    prisma: (...parameters) => node(['node_modules/prisma/build/index.js', ...parameters]),
  }
}
