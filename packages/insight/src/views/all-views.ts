import { changeFailRateMonthly } from './sql/change-fail-rate-monthly.js'
import { changeFailure } from './sql/change-failure.js'
import { contributorAbsenceFactor } from './sql/contributor-absence-factor.js'
import { deploymentFrequencyDaily } from './sql/deployment-frequency-daily.js'
import { flakyJob } from './sql/flaky-job.js'
import { hotspot } from './sql/hotspot.js'
import { leadTime } from './sql/lead-time.js'
import { leadTimeWeekly } from './sql/lead-time-weekly.js'
import { metricGap } from './sql/metric-gap.js'
import { pipelineHealthDaily } from './sql/pipeline-health-daily.js'
import { pullRequestCycle } from './sql/pull-request-cycle.js'
import { qualityTrend } from './sql/quality-trend.js'
import { reviewLoadWeekly } from './sql/review-load-weekly.js'
import type { View } from './sql/view.js'

/** The views of the schema `insight`. */
export const allViews: readonly View[] = [
  ...[leadTime, leadTimeWeekly, deploymentFrequencyDaily, changeFailure, changeFailRateMonthly, pullRequestCycle],
  ...[reviewLoadWeekly, pipelineHealthDaily, flakyJob, hotspot, contributorAbsenceFactor, qualityTrend, metricGap],
]
