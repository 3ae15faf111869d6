import { gapsOfBuilds } from './gaps-of-builds.js'
import { gapsOfDelivery } from './gaps-of-delivery.js'
import { gapsOfImport } from './gaps-of-import.js'
import { gapsOfSources } from './gaps-of-sources.js'
import type { View } from './view.js'

/** Everything that a figure could not count. */
export const metricGap: View = {
  name: 'metric_gap',
  about:
    'What could not be counted: of which figure, where, how many of how many of what, why, since when, and what to do.',
  sql: (table) => `
${[...gapsOfDelivery(table), ...gapsOfBuilds(table), ...gapsOfImport(table), ...gapsOfSources(table)].join('\nunion all\n')}`,
}
