import type { AnyPage } from './contract/page.js'
import { insightPages } from './insight/insight-pages.js'
import { linksPage } from './links/links-page.js'
import { nowPage } from './now/now-page.js'
import { partitionPage } from './partition/partition-page.js'
import { passPage } from './runs/pass-page.js'
import { passesPage } from './runs/passes-page.js'
import { runPage } from './runs/run-page.js'
import { runsPage } from './runs/runs-page.js'
import { resourcePage } from './source/resource-page.js'
import { sourcePage } from './source/source-page.js'

/** Every page, in the order of the menu. */
export const pages: readonly AnyPage[] = [
  nowPage,
  sourcePage,
  resourcePage,
  partitionPage,
  passesPage,
  passPage,
  runsPage,
  runPage,
  ...insightPages,
  linksPage,
]
