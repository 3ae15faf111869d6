import { buildPackages } from './build-packages.mjs'
import { generate } from './generate.mjs'
import { install } from './install.mjs'
import { checkNode } from './node-version.mjs'

/** Makes a fresh clone ready to run, and a prepared one in well under a second. */
export async function prepare({ withTypes = false } = {}) {
  checkNode()
  await install()
  await generate()
  await buildPackages({ withTypes })
}
