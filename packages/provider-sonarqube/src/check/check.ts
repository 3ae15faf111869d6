import { type CheckContext, type CheckFinding, messageOf } from '@data-import/core/provider'
import { openSonarqube, type Sonarqube } from '../client/open-sonarqube.js'
import { listProjects } from '../project/list-projects.js'
import { describeProjects } from './describe-projects.js'
import { estimate } from './estimate.js'
import { sampleAccess } from './sample-access.js'

/**
 * Looks whether the server answers, what the token is and may read, by resource, and how many requests the first import takes. Asks
 * about ten times and saves nothing.
 */
export async function check(context: CheckContext): Promise<readonly CheckFinding[]> {
  const findings: CheckFinding[] = []
  try {
    const sonarqube = openSonarqube(context)
    for await (const finding of lookAt(sonarqube)) findings.push(finding)
  } catch (error) {
    context.signal.throwIfAborted()
    findings.push({ status: 'error', message: error instanceof Error ? messageOf(error) : String(error) })
  }
  return findings
}

async function* lookAt(sonarqube: Sonarqube): AsyncGenerator<CheckFinding> {
  const { source, settings } = sonarqube
  const system = await source.get<{ status?: unknown; version?: unknown } | null>('/system/status')
  const { status, version } = system.body ?? {}
  if (typeof status !== 'string') {
    yield { status: 'error', message: `${settings.webUrl} is no SonarQube: its /api/system/status has no status.` }
    return
  }
  if (status !== 'UP') {
    yield { status: 'error', message: `SonarQube is not ready (${status}): try again later.` }
    return
  }
  const { body } = await source.get<{ valid?: unknown } | null>('/authentication/validate')
  if (body?.valid !== true) {
    yield { status: 'error', message: 'SonarQube refused SONARQUBE_TOKEN: it may have expired or been revoked.' }
    return
  }
  yield { status: 'ok', message: `SonarQube ${String(version)} takes ${tokenKindOf(settings.token)}.` }
  const listing = await listProjects(sonarqube)
  yield* describeProjects(listing, settings)
  if (listing.projects.size === 0) return
  yield* sampleAccess(sonarqube, listing)
  yield await estimate(sonarqube, listing)
}

/** By its beginning: https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/ */
function tokenKindOf(token: string): string {
  if (token.startsWith('sqp_')) return 'the token, which is for analyses of one project and may read too little'
  if (token.startsWith('sqa_')) return 'the token, which is for analyses and may read too little'
  return 'the token'
}
