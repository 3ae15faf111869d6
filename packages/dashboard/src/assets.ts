import { createHash } from 'node:crypto'
import { chartStyle } from './charts/chart-style.js'
import { script } from './layout/script.js'
import { base } from './style/base.js'
import { parts } from './style/parts.js'
import { timeline } from './style/timeline.js'

/** Sheets of the style, in their order. */
const sheets: readonly string[] = [base, parts, timeline, chartStyle]

/** A file that pages load, by its name. */
export interface Asset {
  body: string
  type: string
}

const style = sheets.join('')
/** Their names change with their text, so that a browser may keep them for good. */
export const assetNames = { style: `style-${digest(style)}.css`, script: `script-${digest(script)}.js` }

/** Every file that pages load. */
export const assets: ReadonlyMap<string, Asset> = new Map([
  [assetNames.style, { body: style, type: 'text/css; charset=utf-8' }],
  [assetNames.script, { body: script, type: 'text/javascript; charset=utf-8' }],
])

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
