import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HostApplication } from './host-application.js'
import type { Edit } from './schema-edits.js'
import { orchestratorImport } from './wiring-module.js'

/** What starts passes in the application. */
export interface EntryPoint {
  /** Relative to the application's folder. */
  path: string
  text: string
  edits: readonly Edit[]
  /** Commands that start a pass; of a framework, with the application up. */
  start: readonly string[]
  /** Variables of the environment that it needs. */
  needs: readonly string[]
}

/**
 * A route for the application's framework, else a job.
 *
 * @param wiring the module that makes the orchestrator
 */
export async function entryPoint(application: HostApplication, wiring: string): Promise<EntryPoint> {
  const { folder, framework } = application
  const app = ['src/app', 'app'].find((name) => existsSync(join(folder, name)))
  if (framework === 'next' && app) return nextRoute(application, wiring, app)
  if (framework === 'react-router') return reactRouterRoute(application, wiring)
  return job(application, wiring)
}

const cryptography = "import { createHash, timingSafeEqual } from 'node:crypto'"

const authorize = (isTypeScript: boolean) => `/** Whether whoever asks knows the secret of the scheduler. */
function isScheduler(request${isTypeScript ? ': Request' : ''}) {
  const secret = process.env.CRON_SECRET
  const given = request.headers.get('authorization')
  if (!secret || given === null) return false
  // Digests have one length, and comparing them takes one time whatever was guessed.
  return timingSafeEqual(digest(given), digest(\`Bearer \${secret}\`))
}

function digest(text${isTypeScript ? ': string' : ''}) {
  return createHash('sha256').update(text).digest()
}
`

const pass = `  if (!isScheduler(request)) return new Response('Unauthorized', { status: 401 })
  const { status, reason, runs, unregistered } = await orchestrator.run({ timeBudgetMs: 45_000 })
  return Response.json({
    status,
    reason,
    runs: runs.map(({ dataSource, resource, status, errorMessage }) => ({ dataSource, resource, status, errorMessage })),
    unregistered: unregistered.map(({ dataSource, provider }) => ({ dataSource, provider })),
  })
}
`

function nextRoute(application: HostApplication, wiring: string, app: string): EntryPoint {
  const path = `${app}/api/cron/import/route${application.moduleEnding}`
  const parameter = application.isTypeScript ? 'request: Request' : 'request'
  return {
    path,
    text: `${cryptography}
${orchestratorImport(path, wiring, application)}

/** Seconds; the pass stops at a checkpoint before, and the next one continues. */
export const maxDuration = 60

/** One pass: for a scheduler that sends the secret, as Vercel's does. */
export async function GET(${parameter}) {
${pass}
${authorize(application.isTypeScript)}`,
    edits: [],
    start: [
      `${application.packageManager} run dev  (in another terminal)`,
      `curl -H "Authorization: Bearer …" http://localhost:3000/api/cron/import`,
    ],
    needs: ['CRON_SECRET'],
  }
}

async function reactRouterRoute(application: HostApplication, wiring: string): Promise<EntryPoint> {
  const path = `app/routes/cron.import${application.moduleEnding}`
  const parameter = application.isTypeScript ? '{ request }: { request: Request }' : '{ request }'
  return {
    path,
    text: `${cryptography}
${orchestratorImport(path, wiring, application)}

/** One pass: POST with the scheduler's secret. */
export async function action(${parameter}) {
${pass}
${authorize(application.isTypeScript)}`,
    edits: await routeEdits(application, path),
    start: [
      `${application.packageManager} run dev  (in another terminal)`,
      `curl -X POST -H "Authorization: Bearer …" http://localhost:5173/cron/import`,
    ],
    needs: ['CRON_SECRET'],
  }
}

/** React Router 7 lists its routes, unless they are taken from the names of the files. */
async function routeEdits({ folder }: HostApplication, path: string): Promise<Edit[]> {
  for (const file of ['app/routes.ts', 'app/routes.js']) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => undefined)
    if (text === undefined || /flatRoutes\s*\(/.test(text)) continue
    const lines = text.split(/\r?\n/)
    const line = lines.findIndex((each) => /export default\s*\[/.test(each))
    const entry = `route("cron/import", "${path.replace(/^app\//, '')}")`
    const imports = /\broute\b/.test(text) ? '' : ', and import { route } from "@react-router/dev/routes"'
    return [{ file, line: line + 1 || 1, change: `add to the list of routes: ${entry}${imports}` }]
  }
  return []
}

function job(application: HostApplication, wiring: string): EntryPoint {
  const path = wiring.replace(/[^/]+$/, `import-job${application.moduleEnding}`)
  return {
    path,
    text: `${orchestratorImport(path, wiring, application)}

/** One pass, then the process ends: 0 where everything is complete, 75 where another pass is running, else 1. */
orchestrator.run().then(({ status, reason, runs, unregistered }) => {
  for (const { dataSource, resource, status, errorMessage } of runs) console.log(dataSource, resource, status, errorMessage ?? '')
  for (const { dataSource, provider } of unregistered) console.error(dataSource, \`nobody provides \${provider}\`)
  const isComplete = status === 'completed' && unregistered.length === 0
  console.log(\`Pass \${status}\`, reason ?? '')
  process.exit(status === 'busy' ? 75 : isComplete ? 0 : 1)
})
`,
    edits: [],
    start: [application.isTypeScript ? `tsx --env-file=.env ${path}` : `node --env-file=.env ${path}`],
    needs: [],
  }
}
