import type { DataSourceScript, TableDefinition } from '@data-import/core/provider'

/** What the provider knows of one resource. The scripts and the tables derive from these. */
export interface JenkinsResource {
  /** As scripts name it: `pipeline-run`. */
  name: string
  /** The tables that it writes. */
  tables: readonly TableDefinition[]
  script: DataSourceScript
}

/** Import window of resources whose first import reads everything that Jenkins has kept, unless JENKINS_SINCE says less. */
export const wholeHistoryDays = 36_500
