import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { StepError } from '../step.mjs'

/** Starts an application, waits until it is ready, asks it for a pass and ends it. @returns its answer. */
export async function askServer(folder, { command, ready, method, path }, env) {
  const port = await freePort()
  const child = spawn(process.execPath, command(port), {
    cwd: folder,
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const ended = once(child, 'exit')
  try {
    await new Promise((resolve, reject) => {
      const read = (text) => {
        printed += text
        if (ready.test(printed)) resolve()
      }
      child.stdout.setEncoding('utf8').on('data', read)
      child.stderr.setEncoding('utf8').on('data', read)
      ended.then(() => reject(new StepError(`The application ended:\n${printed}`)))
    })
    const ask = (authorization) => fetch(`http://localhost:${port}${path}`, { method, headers: { authorization } })
    const stranger = await ask('Bearer guessed')
    const scheduler = await ask(`Bearer ${env.CRON_SECRET}`)
    return { stranger: stranger.status, status: scheduler.status, text: await scheduler.text(), printed: () => printed }
  } finally {
    child.kill()
    await ended
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
