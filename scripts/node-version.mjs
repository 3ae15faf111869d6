import { StepError } from './step.mjs'
import { readJson } from './workspace.mjs'

/** Refuses a Node that is older than `engines` says. */
export function checkNode(version = process.versions.node) {
  const floor = readJson('package.json').engines.node.replace('>=', '')
  const [major, minor] = version.split('.').map(Number)
  const [floorMajor, floorMinor] = floor.split('.').map(Number)
  if (major > floorMajor || (major === floorMajor && minor >= floorMinor)) return
  throw new StepError(
    `This needs Node ${floor} or newer, and this is Node ${version}. Install it from nodejs.org, then run again.`,
    2,
  )
}
