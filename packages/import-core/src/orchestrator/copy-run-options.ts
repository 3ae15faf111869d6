import type { RunOptions } from './options.js'

/** The options as they are now: what the host does to its lists and dates while the pass runs must not move it. */
export function copyRunOptions(given: RunOptions): RunOptions {
  const { dataSources, resources, window } = given
  return {
    ...given,
    ...(dataSources && { dataSources: [...dataSources] }),
    ...(resources && { resources: [...resources] }),
    ...(window && { window: { startDate: new Date(window.startDate), endDate: new Date(window.endDate) } }),
  }
}
