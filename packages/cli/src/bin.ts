#!/usr/bin/env node
import * as modules from 'node:module'
import { tellNode } from './tell-node.js'
import { version } from './version.js'

/** From Node 22.1 on, modules that were compiled once are read from the system's temporary folder. */
const { enableCompileCache } = modules as { enableCompileCache?: () => void }

// Scripts ask for the version on each start; everything else takes ten times as long to load.
if (process.argv.length === 3 && process.argv[2] === '--version') process.stdout.write(`${version()}\n`)
else {
  enableCompileCache?.()
  tellNode()
  await (await import('./start.js')).start()
}
