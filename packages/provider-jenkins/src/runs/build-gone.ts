import { TransientError } from '@data-import/core/provider'
import type { HttpSource } from '@data-import/http'
import { readBuild } from '../pipeline-run/build.js'
import { objectOf } from '../record/values.js'
import type { ChangedRun } from './changed-runs.js'

/** Whether a build is no longer there, or its number is that of another one by now: its job may have been recreated. */
export async function isBuildGone(source: HttpSource, path: string, run: ChangedRun): Promise<boolean> {
  const ask = async () =>
    await source.get<unknown>(`${path}/${run.number}/api/json`, {
      ...{ query: { tree: 'number,timestamp' }, absentOn: [404], isOfPart: true },
    })
  // A single 404 proves too little.
  const answer = (await ask()) ?? (await ask())
  if (!answer) {
    // Jenkins says the same where the whole job is gone, or hidden: this one throws then.
    await source.get(`${path}/api/json`, { query: { tree: 'name' }, isOfPart: false })
    return true
  }
  const fields = objectOf(answer.body)
  if (fields?.number === undefined) throw new TransientError(`Jenkins answered without a build (${run.externalId}).`)
  return readBuild(fields).mark !== run.mark
}
