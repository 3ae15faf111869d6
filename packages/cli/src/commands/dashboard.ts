import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ConfigurationError, createRedactor } from '@data-import/core'
import { createDashboard } from '@data-import/dashboard'
import { toNodeHandler } from '@data-import/dashboard/node'
import { listen } from '../dashboard/listen.js'
import { type Access, createLocalAccess } from '../dashboard/local-access.js'
import { openBrowser } from '../dashboard/open-browser.js'
import { createPasswordAccess } from '../dashboard/password-access.js'
import { databaseAddress, passwordsOf } from '../database/database-address.js'
import { explainFailure } from '../terminal/explain-failure.js'
import type { CommandScope } from './command-scope.js'
import { defineCommand } from './define-command.js'
import { parsePort } from './parse-options.js'

interface DashboardOptions {
  port: number
  host: string
  passwordFile?: string
  open: boolean
}

const loopback = ['127.0.0.1', '::1', 'localhost']

export const addDashboard = defineCommand<DashboardOptions>({
  name: 'dashboard',
  description: 'the page that says what is complete, what is not, and why; on this machine only, until Ctrl-C',
  json: false,
  options: [
    ['--port <number>', 'port to listen on; 0 takes a free one', parsePort, 0],
    ['--host <address>', 'listen to other machines too; needs --password-file', undefined, '127.0.0.1'],
    ['--password-file <file>', 'a file with the password that the page asks for, of 12 characters or more'],
    ['--no-open', "don't open the browser"],
  ],
  examples: ['data-import dashboard', 'data-import dashboard --port 8080 --no-open'],
  async run(scope, { port, host, passwordFile, open }) {
    const isLocal = loopback.includes(host)
    const password = await readPassword(scope, isLocal, passwordFile)
    await scope.withDatabase(async ({ db, connectionString }) => {
      const redactor = createRedactor(passwordsOf(connectionString))
      const show = createDashboard({
        db,
        schema: scope.schema,
        authorize: () => ({ read: true, act: true }),
        onError(thrown) {
          const error = explainFailure(thrown, 'dashboard')
          scope.notice(redactor.text(error instanceof Error ? error.message : String(error)))
        },
      })
      const stopped = new Promise<void>((resolve) => {
        const dispose = scope.terminal.onStop(() => {
          dispose()
          resolve()
        })
      })
      let access: Access = () => new Response(null, { status: 503 })
      let forgetAddress = async () => {}
      const server = await listen(
        toNodeHandler(async (request) => access(request) ?? show(request)),
        host,
        port,
      )
      try {
        const place = `${host.includes(':') ? `[${host}]` : host}:${server.port}`
        let address = `http://${place}/`
        if (password === undefined) {
          const hosts = [place, `localhost:${server.port}`]
          const local = createLocalAccess(hosts, `data_import_session_${server.port}`)
          access = local.access
          address = `${address}?token=${local.token}`
        } else {
          access = createPasswordAccess(password)
          scope.notice(
            'The password crosses the network unencrypted: put a proxy with HTTPS in front of the dashboard.',
          )
        }
        scope.writeLine(`The dashboard of ${databaseAddress(connectionString)}: ${address}`)
        scope.notice('Ctrl-C ends it.')
        if (open && isLocal && scope.terminal.stdout.isTTY) forgetAddress = await openBrowser(address)
        await stopped
      } finally {
        await forgetAddress()
        await server.close()
      }
    })
  },
})

async function readPassword(
  scope: CommandScope,
  isLocal: boolean,
  file: string | undefined,
): Promise<string | undefined> {
  if (file === undefined) {
    if (isLocal) return undefined
    throw new ConfigurationError('With --host, other machines reach the dashboard: it needs --password-file.')
  }
  const text = await readFile(resolve(scope.terminal.cwd, file), 'utf8')
  return text.replace(/\r?\n$/, '')
}
