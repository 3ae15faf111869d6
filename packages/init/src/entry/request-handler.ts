import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { developmentPort } from '../development-port.js'
import type { Edit } from '../edit.js'
import type { Framework, HostApplication } from '../host-application.js'
import { importPath } from '../module-path.js'
import { orchestratorImport } from '../wiring-module.js'
import type { EntryPoint } from './entry-point.js'
import { importEdit } from './import-edit.js'
import { cryptography, isSchedulerText, passText } from './route-text.js'

/** Frameworks for which init writes a handler that their people mount. */
export type Server = 'express' | 'fastify' | 'hono'

/** Whether a framework is one of these. */
export function isServer(framework: Framework): framework is Server {
  return framework in handlers
}

interface Handler {
  /** Of the handler, as TypeScript. */
  types: string
  /** Names of its parameters. */
  parameters: readonly string[]
  /** Gives the header with the secret. */
  header: string
  /** Answers with a status and a body. */
  answer(status: number, body: string): string
  /** How the framework's application is made. */
  made: RegExp
}

const handlers: Readonly<Record<Server, Handler>> = {
  express: {
    types:
      'request: { headers: { authorization?: string | undefined } }, response: { status(code: number): { json(body: unknown): unknown } }',
    parameters: ['request', 'response'],
    header: 'request.headers.authorization',
    answer: (status, body) => `response.status(${status}).json(${body})`,
    made: /\b(?:const|let|var)\s+(\w+)\s*(?::[^=]+)?=\s*(?:express|\w+\.default)\s*\(/,
  },
  fastify: {
    types:
      'request: { headers: { authorization?: string | undefined } }, reply: { code(status: number): { send(body: unknown): unknown } }',
    parameters: ['request', 'reply'],
    header: 'request.headers.authorization',
    answer: (status, body) => `return reply.code(${status}).send(${body})`,
    made: /\b(?:const|let|var)\s+(\w+)\s*(?::[^=]+)?=\s*(?:fastify|Fastify)\s*\(/,
  },
  hono: {
    types: 'context: { req: { header(name: string): string | undefined } }',
    parameters: ['context'],
    header: "context.req.header('authorization')",
    answer: (status, body) =>
      `return new Response(JSON.stringify(${body}), { status: ${status}, headers: { 'content-type': 'application/json' } })`,
    made: /\b(?:const|let|var)\s+(\w+)\s*(?::[^=]+)?=\s*new\s+(?:Hono|OpenAPIHono)\b/,
  },
}

/** A handler of requests, and the line that mounts it. */
export function requestHandler(application: HostApplication, wiring: string, framework: Server): EntryPoint {
  const path = wiring.replace(/[^/]+$/, `import-handler${application.moduleEnding}`)
  const { types, parameters, header, answer } = handlers[framework]
  const isRefused = answer(401, "{ error: 'Unauthorized' }")
  return {
    path,
    text: `${cryptography}
${orchestratorImport(path, wiring, application)}

/** One pass: POST with the scheduler's secret. */
export async function importHandler(${application.isTypeScript ? types : parameters.join(', ')}) {
  if (!isScheduler(${header})) ${isRefused.startsWith('return') ? isRefused : `return void ${isRefused}`}
  try {
${indent(passText())}    ${answer(200, 'answer')}
  } catch (error) {
    // The pass couldn't begin: no database, no tables, or a mistake in the wiring.
    console.error(error instanceof Error ? error.message : error)
    ${answer(500, "{ error: 'The import could not run: see the log.' }")}
  }
}

${isSchedulerText(application.isTypeScript)}`,
    edits: mountEdits(application, path, framework),
    start: [
      `${startOf(application)}  (in another terminal)`,
      `curl -X POST -H "Authorization: Bearer …" http://localhost:${developmentPort(application)}/cron/import  (… is CRON_SECRET)`,
    ],
    needs: ['CRON_SECRET'],
  }
}

function startOf({ packageManager, scripts }: HostApplication): string {
  const name = ['dev', 'start:dev', 'start'].find((each) => each in scripts)
  return name === undefined ? 'start the application' : `${packageManager} run ${name}`
}

const places = ['app', 'server', 'index', 'main'].flatMap((name) =>
  ['src/', 'server/', ''].flatMap((folder) => ['.ts', '.mts', '.js', '.mjs', '.cjs'].map((end) => folder + name + end)),
)

/** Where the application is made, the line that mounts the handler. */
function mountEdits(application: HostApplication, path: string, framework: Server): Edit[] {
  const found = places.flatMap((file) => {
    const lines = read(join(application.folder, file)).split(/\r?\n/)
    const index = lines.findIndex((line) => handlers[framework].made.test(line))
    return index < 0 ? [] : [{ file, lines, index }]
  })[0]
  if (!found) {
    const change = `mount the handler of ${path}: app.post('/cron/import', importHandler)`
    return [{ file: path, line: 1, change }]
  }
  const { file, lines, index } = found
  const text = lines.join('\n')
  if (/\bimportHandler\b/.test(text)) return []
  const [, name = 'app'] = handlers[framework].made.exec(lines[index] ?? '') ?? []
  const isRequired = !/\.[mc]?ts$/.test(file) && !application.isModule && !/^\s*import\s/m.test(text)
  const from = importPath(file, path, application.typeScriptEnding)
  const mounting = isRequired
    ? `${name}.post('/cron/import', async (...asked) => (await import('${from}')).importHandler(...asked))`
    : `${name}.post('/cron/import', importHandler)`
  const mount = { file, line: index + 1, change: `add after this line: ${mounting}`, insertion: mounting }
  if (isRequired) return [mount]
  const statement = `import { importHandler } from '${from}'`
  return [importEdit(file, lines, statement), mount]
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ')
}
