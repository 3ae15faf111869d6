import type { CheckFinding } from '@data-import/core/provider'

/** The newest pipelines of one project. */
export interface Sample {
  pipelines: number
  /** Null where there is none. */
  oldest: Date | null
  hasMore: boolean
}

/** Of one pipeline: its workflows; then each workflow's jobs, and each job's tests. */
const requestsOfPipeline = { least: 2, most: 12 }
const perPage = 20
const perMinute = { least: 300, most: 1_200 }

/** What the first import takes, as a range: how many jobs a pipeline has isn't known without reading it. */
export function describeEstimate(
  samples: readonly Sample[],
  { projects, since, now }: { projects: number; since: Date; now: Date },
): CheckFinding {
  const sampled = samples.reduce((sum, sample) => sum + pipelinesSince(sample, since, now), 0)
  const pipelines = Math.round((sampled * projects) / Math.max(samples.length, 1))
  const pages = projects + Math.ceil(pipelines / perPage)
  const least = pages + pipelines * requestsOfPipeline.least
  const most = pages + pipelines * requestsOfPipeline.most
  const minutes = [Math.ceil(least / perMinute.most), Math.ceil(most / perMinute.least)].map((each) =>
    Math.max(each, 1),
  )
  const numbers = [least, most].map((each) => each.toLocaleString('en'))
  return {
    status: 'ok',
    message:
      `The first import takes between ${numbers[0]} and ${numbers[1]} requests and ${minutes[0]} to ${minutes[1]} minutes, by estimate: ` +
      `about ${pipelines.toLocaleString('en')} pipelines since ${since.toISOString().slice(0, 10)}, each a request for its workflows, ` +
      `one for the jobs of each workflow and one for the tests of each job` +
      (samples.length < projects ? `; counted in ${samples.length} of ${projects} projects` : ''),
  }
}

function pipelinesSince({ pipelines, oldest, hasMore }: Sample, since: Date, now: Date): number {
  if (oldest === null) return 0
  const spanMs = Math.max(now.getTime() - oldest.getTime(), 3_600_000)
  const wantedMs = Math.max(now.getTime() - since.getTime(), 0)
  if (!hasMore && oldest >= since) return pipelines
  return (pipelines * wantedMs) / spanMs
}
