import type { Sonarqube } from './client/open-sonarqube.js'
import type { SonarqubeContext } from './database.js'
import type { tables } from './tables.js'

/** One resource: the scripts and the check derive from these. */
export interface SonarqubeResource {
  /** As scripts name it. */
  name: 'quality-project' | 'quality-measure' | 'quality-issue'
  dependsOn: readonly string[]
  /** The tables that it writes, that of the people it meets apart. */
  tables: readonly (typeof tables)[number][]
  import(context: SonarqubeContext, sonarqube: Sonarqube): Promise<void>
}
