import { createDashboard } from '@data-import/dashboard'
import { authorize } from '@/lib/authorize'
import { db } from '@/lib/db'

/** The page. A serverless function may be stopped once it has answered, so there is no button that begins a pass: ticks do. */
export const dashboard = createDashboard({ db, authorize })
