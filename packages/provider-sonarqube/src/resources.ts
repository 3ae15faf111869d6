import { qualityIssue } from './quality-issue/quality-issue.js'
import { qualityMeasure } from './quality-measure/quality-measure.js'
import { qualityProject } from './quality-project/quality-project.js'
import type { SonarqubeResource } from './resource.js'

/** What the provider imports. */
export const resources: readonly SonarqubeResource[] = [qualityProject, qualityMeasure, qualityIssue]
