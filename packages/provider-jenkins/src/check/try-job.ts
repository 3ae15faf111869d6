import type { CheckFinding } from '@data-import/core/provider'
import type { HttpSource } from '@data-import/http'
import type { JobItem } from '../listing/item.js'
import { textOfError } from './text-of-error.js'

/** Tries on one job what the resources need. */
export async function* tryJob(
  source: HttpSource,
  { fullName, path, lastNumber, className }: JobItem,
): AsyncGenerator<CheckFinding> {
  const readable = ['pipeline']
  try {
    await source.get(`${path}/api/json`, { query: { tree: 'allBuilds[number]{0,1}' } })
    readable.push('pipeline-run', 'test-summary', 'contributor')
  } catch (error) {
    yield {
      status: 'warning',
      message: `pipeline-run, job, test-summary: the builds of ${fullName} can't be read: ${textOfError(error)}`,
    }
    return
  }
  if (className === null || /workflow/i.test(className)) {
    try {
      const answer = await source.get(`${path}/${lastNumber}/wfapi/describe`, { absentOn: [404] })
      if (answer) readable.push('job')
      else {
        const message = `job: ${fullName} tells no stages. Is the plugin "Pipeline: REST API" installed? Without it there are none.`
        yield { status: 'warning', message }
      }
    } catch (error) {
      yield { status: 'warning', message: `job: the stages of ${fullName} can't be read: ${textOfError(error)}` }
    }
  }
  yield { status: 'ok', message: `May read ${readable.join(', ')} (tried on ${fullName})` }
}
