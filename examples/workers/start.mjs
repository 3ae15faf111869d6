/** Starts a Postgres, three workers and a pass on them: `node start.mjs [folder of a git repository]…` */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const folders = process.argv.length > 2 ? process.argv.slice(2) : [process.env.EXAMPLE_REPOSITORY ?? '../..']
const program = join(dirname(createRequire(import.meta.url).resolve('@data-import/cli/package.json')), 'dist/bin.js')

/** Runs a command of the command line; `print` gets its lines. */
function start(words, print) {
  const child = spawn(process.execPath, [program, '--no-color', ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', print)
  return { child, exit: once(child, 'exit').then(([code]) => code) }
}
const say = (who) => (line) => console.log(`${who.padEnd(12)} ${line}`)
const run = (...words) => start(words, say(words[0])).exit

await run('database', 'start')
const known = []
await start(['sources', 'list', '--json'], (line) => known.push(line)).exit
for (const folder of folders) {
  const name = basename(resolve(folder))
  if (known.join('').includes(`"${name}"`)) continue
  await run('sources', 'add', 'GIT', '--name', name, '--set', `GIT_URL=${resolve(folder)}`)
}

/** Three workers: on other machines they would be started in the same way, with DATABASE_URL. */
const workers = []
for (const number of [1, 2, 3]) {
  await new Promise((serves) => {
    const worker = start(['worker'], (line) => {
      say(`worker ${number}`)(line)
      if (line.includes('takes runs')) serves()
    })
    workers.push(worker)
    worker.exit.then(serves)
  })
}
process.exitCode = await run('run', '--workers', '--force')
await run('locks')
for (const { child } of workers) child.kill('SIGTERM')
await Promise.all(workers.map(({ exit }) => exit))
await run('status')
await run('database', 'stop')
