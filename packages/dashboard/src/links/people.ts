import type { PageContext } from '../contract/page.js'
import { countOf, formatCount, instant } from '../html/format.js'
import { type Content, type Html, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { status } from '../html/status.js'
import { table } from '../html/table.js'
import { type Links, shownSuggestions } from './read-links.js'
import type { KnownAccount } from './select-people.js'
import { mostCompared } from './select-suggestion-state.js'

/** People who may be one, and what somebody decided about others. */
export function people(links: Links, organizationId: string, page: PageContext): Html {
  const { decisions, suggestions } = links
  const shown = shownSuggestions(links)
  const byKey = new Map(links.accounts.map((account) => [account.key, account]))
  const verdict = (a: string, b: string, word: 'SAME' | 'DIFFERENT', label: string) =>
    page.button('decide-person', { organization: organizationId, a, b, verdict: word }, label)
  return html`<h2>One person, or two?</h2>
${
  links.areTooMany
    ? html`<p>The organisation has more than ${formatCount(mostCompared)} contributors, so they are not compared here. A <code>.mailmap</code> in a repository says which addresses are one person.</p>`
    : shown.length === 0
      ? html`<p>${status('good', 'No two people look like one')}</p>`
      : html`<p class="soft">Names and logins never link people by themselves. What you decide wins over every rule, and the next pass follows it.</p>
${table<(typeof shown)[number]>(
  'People who may be one',
  [
    { title: 'One', kind: 'text', cell: ({ a }) => account(a, byKey) },
    { title: 'The other', kind: 'text', cell: ({ b }) => account(b, byKey) },
    { title: 'In common', kind: 'text', cell: ({ reason, value }) => html`${capital(reason)}: ${imported(value)}` },
    ...decided(page, ({ a, b }: { a: string; b: string }) => [
      verdict(a, b, 'SAME', 'Same'),
      verdict(a, b, 'DIFFERENT', 'Different'),
    ]),
  ],
  shown,
)}`
}${suggestions.length > shown.length && html`<p class="soft">And ${countOf(suggestions.length - shown.length, 'other pair')}, once these are decided.</p>`}
${
  decisions.length > 0 &&
  html`<h2>Decided</h2>${table(
    'Decided',
    [
      { title: 'One', kind: 'text', cell: ({ a }) => account(a, byKey) },
      { title: 'The other', kind: 'text', cell: ({ b }) => account(b, byKey) },
      { title: 'Decision', cell: (one) => (one.verdict === 'SAME' ? 'The same' : 'Different') },
      { title: 'By', kind: 'text', cell: ({ decided_by }) => decided_by && imported(decided_by) },
      { title: 'When', cell: ({ decided_at }) => instant(decided_at) },
      ...decided(page, ({ a, b }: { a: string; b: string }) => [
        page.button('undo-decision', { organization: organizationId, a, b }, 'Undo'),
      ]),
    ],
    decisions,
  )}`
}`
}

/** A column of buttons, for who may press them. */
function decided<Row>(page: PageContext, buttons: (row: Row) => readonly Content[]) {
  if (!page.canAct) return []
  return [{ title: 'Decide', cell: (row: Row) => html`<div class="pair">${buttons(row)}</div>` }]
}

function account(key: string, known: ReadonlyMap<string, KnownAccount>): Html {
  const { name, login, email, source } = known.get(key) ?? {}
  const [title = key, ...others] = [...new Set([name, login, email, key].filter((one): one is string => Boolean(one)))]
  const about = [...others, source].filter((one): one is string => Boolean(one))
  return html`${imported(title)}<br><span class="soft small">${about.map((one, index) => html`${index > 0 && ' · '}${imported(one)}`)}</span>`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
