import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './workspace.mjs'

/** In `node_modules`, so that who deletes that folder starts afresh. */
const file = join(root, 'node_modules/.data-import/stamps.json')

function readStamps() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

/** Whether the step was last finished with this fingerprint. */
export function isUpToDate(step, fingerprint) {
  return readStamps()[step] === fingerprint
}

/** Notes that the step is finished; without a fingerprint, that it is not. */
export function stamp(step, fingerprint) {
  const stamps = { ...readStamps(), [step]: fingerprint }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(stamps, null, 2)}\n`)
}
