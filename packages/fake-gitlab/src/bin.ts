#!/usr/bin/env node
import { parseCommandLine } from './command-line/parse-command-line.js'
import { serve } from './command-line/serve.js'

const parsed = parseCommandLine(process.argv.slice(2))
if ('text' in parsed) {
  const output = parsed.exitCode === 0 ? process.stdout : process.stderr
  output.write(`${parsed.text}\n`)
  process.exitCode = parsed.exitCode
} else {
  await serve(parsed)
}
