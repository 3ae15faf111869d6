#!/usr/bin/env node
import { version } from './version.js'

// Scripts ask for the version on each start; everything else takes ten times as long to load.
if (process.argv.length === 3 && process.argv[2] === '--version') process.stdout.write(`${version()}\n`)
else await (await import('./start.js')).start()
