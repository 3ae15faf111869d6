import type { JobItem } from '../listing/item.js'

const buildsPerRequest = 100

/**
 * What a first import takes, as a range: Jenkins tells the numbers of a job's oldest and newest build, and not how many between them
 * it has kept; nor which builds have tests.
 */
export function describeCost(jobs: readonly JobItem[], since: Date | null): string {
  const spans = jobs.flatMap((job) => {
    const { firstNumber, lastNumber } = job
    return lastNumber === null ? [] : [{ job, builds: Math.max(lastNumber - (firstNumber ?? 1) + 1, 1) }]
  })
  const pipelines = spans.filter(({ job: { className } }) => className === null || /workflow/i.test(className))
  const most = sum(spans.map(({ builds }) => builds))
  const pages = sum(spans.map(({ builds }) => Math.ceil(builds / buildsPerRequest)))
  // The oldest and the newest are there.
  const least = since === null ? sum(spans.map(({ builds }) => Math.min(builds, 2))) : 0
  const leastRequests = 1 + spans.length + (since === null ? pipelines.length : 0)
  // Builds, a look which of them have tests, stages, and tests.
  const mostRequests = 1 + 2 * pages + sum(pipelines.map(({ builds }) => builds)) + most
  const window = since === null ? '' : `, of which those since ${since.toISOString().slice(0, 10)} are read`
  return `The first import takes ${range(leastRequests, mostRequests)} requests, four at once: ${range(least, most)} builds of ${spans.length} jobs${window}; one request for each build of a pipeline and for each build with tests`
}

function range(least: number, most: number): string {
  const text = (number: number) => number.toLocaleString('en')
  return least >= most ? text(most) : `${text(least)} to ${text(most)}`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
