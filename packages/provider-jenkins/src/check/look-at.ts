import { type CheckContext, type CheckFinding, ConfigurationError } from '@data-import/core/provider'
import { type Jenkins, openJenkins } from '../client/open-jenkins.js'
import type { JobItem } from '../listing/item.js'
import { type Listing, listJobs } from '../listing/list-jobs.js'
import { objectOf, textOf } from '../record/values.js'
import { describeCost } from './describe-cost.js'
import { textOfError } from './text-of-error.js'
import { tryJob } from './try-job.js'

/** What a check finds, one after the other. */
export async function* lookAt(context: CheckContext): AsyncGenerator<CheckFinding> {
  const jenkins = openJenkins(context)
  yield await proveJenkins(jenkins)
  yield await whoAsks(jenkins)
  const listing = await listJobs(jenkins, ',firstBuild[number]')
  yield* describeJobs(jenkins, listing)
  const jobs = [...listing.jobs.values()]
  const tried = jobs.filter(hasBuilds).sort((a, b) => Number(isPipeline(b)) - Number(isPipeline(a)))[0]
  if (tried) yield* tryJob(jenkins.source, tried)
  if (jobs.length > 0) yield { status: 'ok', message: describeCost(jobs, jenkins.settings.since) }
}

/** Whether it has a build. */
function hasBuilds({ lastNumber }: JobItem): boolean {
  return lastNumber !== null
}

/** Whether its builds have stages. */
function isPipeline({ className }: JobItem): boolean {
  return className === null || /workflow/i.test(className)
}

async function proveJenkins({ source, settings }: Jenkins): Promise<CheckFinding> {
  const { headers, body } = await source.get<unknown>('/api/json', { query: { tree: 'mode' } })
  const version = headers.get('x-jenkins')
  if (version === null && textOf(objectOf(body)?._class) === null) {
    throw new ConfigurationError(`What answers at ${settings.url} is no Jenkins: correct JENKINS_URL.`)
  }
  return { status: 'ok', message: `Jenkins${version === null ? '' : ` ${version}`} answers at ${settings.url}` }
}

async function whoAsks({ source, settings }: Jenkins): Promise<CheckFinding> {
  if (!settings.credentials) {
    return {
      status: 'warning',
      message:
        'There is no token: only what everybody may read is imported. Set JENKINS_USER and JENKINS_TOKEN for the rest.',
    }
  }
  const answer = await source.get<unknown>('/whoAmI/api/json', { absentOn: [403, 404] })
  const fields = objectOf(answer?.body)
  if (fields?.anonymous === true) {
    return {
      status: 'error',
      message: 'Jenkins takes JENKINS_USER for nobody: set JENKINS_USER and JENKINS_TOKEN again.',
    }
  }
  return { status: 'ok', message: `JENKINS_TOKEN belongs to ${textOf(fields?.name) ?? settings.credentials.user}` }
}

function* describeJobs({ settings }: Jenkins, { folders, jobs }: Listing): Generator<CheckFinding> {
  for (const { fullName, error } of folders) {
    if (error !== undefined)
      yield { status: 'error', message: `The folder ${fullName} can't be read: ${textOfError(error)}` }
  }
  const seen = new Set(folders.flatMap((folder) => folder.jobs.map((job) => job.fullName))).size
  const where = settings.folders.length > 0 ? ` in ${settings.folders.join(', ')}` : ''
  if (seen === 0) {
    const message = `No job is to be seen${where}: the user needs the permission Job/Read, or there are none.`
    yield { status: 'warning', message }
  } else if (jobs.size === 0) {
    yield {
      status: 'warning',
      message: `${seen} jobs seen${where}, but none is wanted: correct JENKINS_INCLUDE and JENKINS_EXCLUDE.`,
    }
  } else {
    yield { status: 'ok', message: `${seen} jobs seen${where}; ${jobs.size} are imported` }
  }
}
