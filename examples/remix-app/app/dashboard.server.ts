import { runOrchestrator } from '@crons/orchestrator'
import { createDashboard } from '@data-import/dashboard'
import { authorize } from '~/authorize.server'
import { db } from '~/db.server'

/** The page. Its button begins a pass, which stops at a checkpoint; the scheduler continues where it stopped. */
export const dashboard = createDashboard({
  db,
  authorize,
  actions: {
    run({ dataSourceId }) {
      runOrchestrator({ dataSources: [dataSourceId], force: true, timeBudgetMs: 20_000 }).catch(console.error)
    },
  },
})
