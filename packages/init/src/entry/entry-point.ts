import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Edit } from '../edit.js'
import type { HostClient } from '../find-client.js'
import type { HostApplication } from '../host-application.js'
import { importJob } from './import-job.js'
import { nestModule } from './nest-module.js'
import { nextRoute } from './next-route.js'
import { reactRouterRoute } from './react-router-route.js'
import { isServer, requestHandler } from './request-handler.js'

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
 * A route, module or handler for the application's framework, else a job.
 *
 * @param wiring the module that makes the orchestrator
 */
export async function entryPoint(
  application: HostApplication,
  wiring: string,
  client: HostClient,
): Promise<EntryPoint> {
  const { folder, framework } = application
  const app = ['src/app', 'app'].find((name) => existsSync(join(folder, name)))
  if (framework === 'next' && app) return nextRoute(application, wiring, app)
  if (framework === 'react-router') return reactRouterRoute(application, wiring)
  if (framework === 'nest') return nestModule(application, wiring, client)
  if (isServer(framework)) return requestHandler(application, wiring, framework)
  return importJob(application, wiring)
}
