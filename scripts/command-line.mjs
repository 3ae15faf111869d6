import { join } from 'node:path'
import { runNode } from './child-process.mjs'
import { StepError } from './step.mjs'
import { root } from './workspace.mjs'

const program = join(root, 'packages/cli/dist/bin.js')

/** On the embedded database of the checkout, whatever database the surroundings name. */
const env = { DATABASE_URL: '' }

/**
 * Runs the built `data-import` in the checkout.
 * @returns its exit code; where it is quiet, a failure is an error.
 */
export async function dataImport(parameters, { isQuiet = false } = {}) {
  const { code, printed } = await runNode(program, parameters, { env, output: isQuiet ? 'capture' : 'inherit' })
  if (isQuiet && code !== 0) throw new StepError(printed, code)
  return code
}

/** The rows of a query. */
export async function query(sql) {
  const { code, stdout } = await runNode(program, ['sql', '--json', sql], { env, output: 'answer' })
  if (code !== 0) throw new StepError('The database could not be asked; the reason is above.', code)
  return JSON.parse(stdout)
}
