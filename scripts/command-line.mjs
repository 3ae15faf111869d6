import { join } from 'node:path'
import { runNode } from './child-process.mjs'
import { StepError } from './step.mjs'
import { root } from './workspace.mjs'

const program = join(root, 'packages/cli/dist/bin.js')

/** On the embedded database of the checkout, whatever database the surroundings name. */
const env = { DATABASE_URL: '' }

/** Runs the built `data-import` in the checkout for everybody to see. @returns its exit code. */
export async function dataImport(parameters) {
  const { code } = await runNode(program, parameters, { env })
  return code
}

/** The JSON document that a command prints. */
export async function askDataImport(parameters) {
  const { code, stdout, printed } = await runNode(program, [...parameters, '--json'], { env, output: 'capture' })
  if (code !== 0) throw new StepError(printed, code)
  return JSON.parse(stdout)
}
