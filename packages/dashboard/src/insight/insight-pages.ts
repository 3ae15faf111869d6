import type { AnyPage } from '../contract/page.js'
import { buildsPage } from './builds-page.js'
import { deliveryPage } from './delivery-page.js'
import { pullRequestsPage } from './pull-requests-page.js'
import { qualityPage } from './quality-page.js'
import { sqlPage } from './sql-page.js'

/** The pages about figures. */
export const insightPages: readonly AnyPage[] = [deliveryPage, pullRequestsPage, buildsPage, qualityPage, sqlPage]
