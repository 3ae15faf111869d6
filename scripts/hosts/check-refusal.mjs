import { StepError } from '../step.mjs'
import { changedFiles, rememberFiles } from './host-folder.mjs'

/** Looks whether init refuses an application in the right words, with exit code 2 and without having written anything. */
export async function checkRefusal(host, { folder, commands }) {
  rememberFiles(folder)
  const { code, printed } = await commands.tryCommand('init', 'git', '--apply')
  if (code !== 2 || !host.refusal.test(printed)) throw new StepError(`${host.name}: ended with ${code}: ${printed}`)
  const changed = changedFiles(folder)
  if (changed.length > 0) throw new StepError(`${host.name}: refused, and changed ${changed.join(', ')}`)
}
