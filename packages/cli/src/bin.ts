#!/usr/bin/env node
import * as modules from 'node:module'
import { version } from './version.js'

// Scripts ask for the version on each start; everything else takes ten times as long to load.
// From Node 22.1 on: what was compiled once is read from the system's temporary folder. https://nodejs.org/api/module.html#moduleenablecompilecachecachedir
const { enableCompileCache } = modules as { enableCompileCache?: () => void }

if (process.argv.length === 3 && process.argv[2] === '--version') process.stdout.write(`${version()}\n`)
else {
  enableCompileCache?.()
  await (await import('./start.js')).start()
}
