import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { developmentPort } from '../development-port.js'
import { type Edit, replaceLine } from '../edit.js'
import type { HostApplication } from '../host-application.js'
import { orchestratorImport } from '../wiring-module.js'
import type { EntryPoint } from './entry-point.js'
import { cryptography, isSchedulerText, webAnswer, webPass } from './route-text.js'

/** Remix 2 puts a Response in the place of Node's. */
const remixAnswer = `  // Not Response.json: the Response of Remix 2 has none.
  return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } })`

/** A route of React Router 7 or Remix 2. */
export async function reactRouterRoute(application: HostApplication, wiring: string): Promise<EntryPoint> {
  const path = `app/routes/cron.import${application.moduleEnding}`
  const parameter = application.isTypeScript ? '{ request }: { request: Request }' : '{ request }'
  return {
    path,
    text: `${cryptography}
${orchestratorImport(path, wiring, application)}

/** One pass: POST with the scheduler's secret. */
export async function action(${parameter}) {
${webPass('@react-router/dev' in application.dependencies ? webAnswer : remixAnswer)}
${isSchedulerText(application.isTypeScript)}`,
    edits: await routeEdits(application, path),
    start: [
      `${application.packageManager} run dev  (in another terminal)`,
      `curl -X POST -H "Authorization: Bearer …" http://localhost:${developmentPort(application)}/cron/import  (… is CRON_SECRET)`,
    ],
    needs: ['CRON_SECRET'],
  }
}

/** React Router 7 lists its routes, unless they are taken from the names of the files. */
async function routeEdits({ folder }: HostApplication, path: string): Promise<Edit[]> {
  for (const file of ['app/routes.ts', 'app/routes.js']) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => undefined)
    const module = path.replace(/^app\//, '')
    if (text === undefined || /flatRoutes\s*\(/.test(text) || text.includes(module)) continue
    const lines = text.split(/\r?\n/)
    return [...importEdit(file, lines), listEdit(file, lines, `route("cron/import", "${module}")`)]
  }
  return []
}

function importEdit(file: string, lines: readonly string[]): Edit[] {
  if (/\broute\b/.test(lines.join('\n').replace(/["'][^"']*["']/g, ''))) return []
  const index = lines.findIndex((line) => /import\s*\{[^}]*\}\s*from\s*["']@react-router\/dev\/routes["']/.test(line))
  const stated = lines[index]
  if (stated !== undefined) return [replaceLine(file, index + 1, stated.replace(/\{\s*/, '{ route, '))]
  const text = 'import { route } from "@react-router/dev/routes"'
  return [{ file, line: 1, change: `add: ${text}`, insertion: text, insertAfter: 0 }]
}

function listEdit(file: string, lines: readonly string[], entry: string): Edit {
  const index = lines.findIndex((each) => /export default\s*\[/.test(each))
  const stated = lines[index] ?? ''
  const change = `add to the list of routes: ${entry}`
  if (index < 0) return { file, line: 1, change }
  if (/\[\s*$/.test(stated)) return { file, line: index + 1, change, insertion: `  ${entry},` }
  const isEmpty = /export default\s*\[\s*\]/.test(stated)
  return {
    ...replaceLine(file, index + 1, stated.replace(/(export default\s*\[)\s*/, `$1${entry}${isEmpty ? '' : ', '}`)),
    change,
  }
}
