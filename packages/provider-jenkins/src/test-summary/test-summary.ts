import { rowsOf, TransientError } from '@data-import/core/provider'
import { testSummaryTable } from '@data-import/model'
import { hasTests } from '../pipeline-run/build.js'
import { buildPages } from '../pipeline-run/build-pages.js'
import { objectOf } from '../record/values.js'
import { type JenkinsResource, wholeHistoryDays } from '../resource.js'
import { isBuildGone } from '../runs/build-gone.js'
import type { ChangedRun } from '../runs/changed-runs.js'
import { eachChangedRun, type JobReading } from '../runs/each-changed-run.js'
import { testSummaryRow } from './test-summary-row.js'

/** Imports how many tests each build had: a request for each build that shows tests among its actions. */
export const testSummary: JenkinsResource = {
  name: 'test-summary',
  tables: [testSummaryTable],
  script: {
    dataSourceName: 'JENKINS',
    resource: 'test-summary',
    dependsOn: ['pipeline-run'],
    importWindowDays: wholeHistoryDays,
    run: (context) => eachChangedRun(context, { resource: 'test-summary', open: reportReader }),
  },
}

const tree = 'failCount,passCount,skipCount,totalCount,duration'

/** Where no build of a Jenkins has ever shown tests, it may not show them at all: then builds are asked, but no more than these in a row. */
const mostInVain = 30

async function reportReader(reading: JobReading) {
  const { job, listing, runs } = reading
  const { source } = reading.jenkins
  const shown = runs.some((run) => run.hasTests === null) ? await shownTests(reading) : new Map<string, boolean>()
  let inVain = 0
  const ask = async ({ number }: ChangedRun) =>
    await source.get<unknown>(`${job.path}/${number}/testReport/api/json`, {
      ...{ query: { tree }, absentOn: [404], isOfPart: true },
    })
  return async (run: ChangedRun) => {
    const isShown = run.hasTests ?? shown.get(run.mark) ?? false
    if (!isShown && (listing.showsTests || inVain >= mostInVain)) return []
    let answer = await ask(run)
    if (!answer && isShown) {
      if (await isBuildGone(source, job.path, run)) return []
      answer = await ask(run)
      if (!answer)
        throw new TransientError(`Jenkins has no report of the tests of ${run.externalId}, which it says it has.`)
    }
    if (!answer) {
      inVain += 1
      return []
    }
    inVain = 0
    const report = objectOf(answer.body)
    if (!report) throw new TransientError(`Jenkins answered without a report (${run.externalId}).`)
    return [rowsOf(testSummaryTable, [testSummaryRow(report, run)])]
  }
}

/** Which builds of a job show tests: a request for a hundred of them. */
async function shownTests({ jenkins, job, listing, runs }: JobReading): Promise<Map<string, boolean>> {
  const shown = new Map<string, boolean>()
  const missing = new Set(runs.map(({ mark }) => mark))
  for await (const { builds } of buildPages(jenkins.source, {
    path: job.path,
    tree: 'number,id,timestamp,actions[urlName,totalCount]',
  })) {
    for (const build of builds) {
      shown.set(build.mark, hasTests(build))
      missing.delete(build.mark)
      if (hasTests(build)) listing.showsTests = true
    }
    if (missing.size === 0) break
  }
  return shown
}
