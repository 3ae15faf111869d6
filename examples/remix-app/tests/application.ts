import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { startProcess } from './server-process'

/** The built application, as `npm start` serves it. */
export interface Application {
  address: string
  stop(): Promise<void>
}

/** Starts the application on a free port of loopback. */
export async function startApplication(databaseUrl: string): Promise<Application> {
  const port = await freePort()
  // What `npm start` runs, without npm, which would keep the signal to itself.
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const [, ...parameters] = String(scripts.start).split(' ')
  const server = startProcess(parameters, { DATABASE_URL: databaseUrl, HOST: '', PORT: String(port) })
  await server.printed('http://')
  return {
    address: `http://127.0.0.1:${port}`,
    async stop() {
      server.kill('SIGTERM')
      await server.ended
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
