import type { AnyPage } from './contract/page.js'
import { nowPage } from './now/now-page.js'
import { resourcePage } from './source/resource-page.js'
import { sourcePage } from './source/source-page.js'

/** Every page, in the order of the menu. */
export const pages: readonly AnyPage[] = [nowPage, sourcePage, resourcePage]
