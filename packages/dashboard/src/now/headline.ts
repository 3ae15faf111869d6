import { shortInstant } from '../html/format.js'
import { type Html, html, joinHtml } from '../html/html.js'
import { imported } from '../html/name.js'
import type { Verdict } from './verdict.js'

/** The verdict as a sentence. */
export function headline({ text, upTo, except }: Verdict, now: Date): Html {
  const at = upTo && html` ${shortInstant(upTo, now)}`
  return html`${text}${at}${except.length > 0 && html`, but for ${listed(except)}`}.`
}

function listed(all: readonly string[]): Html {
  const last = all.at(-1) ?? ''
  const before = all.slice(0, -1)
  return before.length === 0 ? imported(last) : html`${joinHtml(before.map(imported), ', ')} and ${imported(last)}`
}
