import type { AnyPage } from './contract/page.js'
import { insightPages } from './insight/insight-pages.js'
import { linksPage } from './links/links-page.js'
import { nowPage } from './now/now-page.js'

/** Every page, in the order of the menu. */
export const pages: readonly AnyPage[] = [nowPage, ...insightPages, linksPage]
