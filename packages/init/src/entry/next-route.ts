import { developmentPort } from '../development-port.js'
import type { HostApplication } from '../host-application.js'
import { orchestratorImport } from '../wiring-module.js'
import type { EntryPoint } from './entry-point.js'
import { cryptography, isSchedulerText, webAnswer, webPass } from './route-text.js'

/** A route of Next's app router. */
export function nextRoute(application: HostApplication, wiring: string, app: string): EntryPoint {
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
${webPass(webAnswer)}
${isSchedulerText(application.isTypeScript)}`,
    edits: [],
    start: [
      `${application.packageManager} run dev  (in another terminal)`,
      `curl -H "Authorization: Bearer …" http://localhost:${developmentPort(application)}/api/cron/import  (… is CRON_SECRET)`,
    ],
    needs: ['CRON_SECRET'],
  }
}
