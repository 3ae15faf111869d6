import type { DataSourceScript } from '@data-import/core/provider'
import { describeUsage } from '@data-import/http'
import { type OpenOptions, openSonarqube } from './client/open-sonarqube.js'
import type { SonarqubeDatabase } from './database.js'
import { resources } from './resources.js'

/** What is stored at SonarQube is imported whole, however old it is; SONARQUBE_SINCE leaves out older analyses. */
const wholeHistoryDays = 36_500

/** The scripts, with what tests replace of time. */
export function createScripts(options: OpenOptions = {}): readonly DataSourceScript<SonarqubeDatabase>[] {
  return resources.map(({ name, dependsOn, import: importResource }) => ({
    dataSourceName: 'SONARQUBE',
    resource: name,
    dependsOn: [...dependsOn],
    importWindowDays: wholeHistoryDays,
    async run(context) {
      const sonarqube = openSonarqube(context, options)
      try {
        await importResource(context, sonarqube)
      } finally {
        context.log.info(`Asked SonarQube for ${name}: ${describeUsage(sonarqube.source.usage)}.`)
      }
    },
  }))
}

/** The scripts of provider `SONARQUBE`. */
export const scripts: readonly DataSourceScript<SonarqubeDatabase>[] = createScripts()
