import { type Html, html } from '../html/html.js'
import type { PartitionFilter } from '../queries/select-partitions.js'

const statuses: readonly (readonly [stored: string, word: string])[] = [
  ['FAILED', 'Failed'],
  ['UNAVAILABLE', 'Not available'],
  ['INCOMPLETE', 'Not finished'],
  ['COMPLETE', 'Complete'],
  ['SKIPPED', 'Nothing there'],
]
const ages: readonly (readonly [hours: string, label: string])[] = [
  ['1', 'an hour'],
  ['24', 'a day'],
  ['168', 'a week'],
]

/** The filter that an address asks for; what it doesn't understand, it leaves out. */
export function readPartitionFilter(query: URLSearchParams, now: Date): PartitionFilter {
  const given = (key: string) => query.get(key)?.trim() || undefined
  const hours = ages.find(([value]) => value === given('age'))?.[0]
  return {
    status: statuses.find(([stored]) => stored === given('status'))?.[0],
    text: given('text')?.slice(0, 200),
    failures: given('failing') === 'yes' ? 2 : undefined,
    olderThan: hours === undefined ? undefined : new Date(now.getTime() - Number(hours) * 3_600_000),
    after: query.get('after') ?? undefined,
  }
}

/** Whether an address asks for only some partitions. */
export function isFiltered(query: URLSearchParams): boolean {
  return ['status', 'text', 'failing', 'age'].some((key) => (query.get(key) ?? '') !== '')
}

/** The form for the filter; it works without a script. */
export function filterForm(query: URLSearchParams, all: string): Html {
  const chosen = (key: string, value: string) => query.get(key) === value && html` selected`
  return html`<form class="row" method="get">
<label>Status<select name="status"><option value="">All</option>${statuses.map(
    ([stored, word]) => html`<option value="${stored}"${chosen('status', stored)}>${word}</option>`,
  )}</select></label>
<label>Complete up to<select name="age"><option value="">Any time</option>${ages.map(
    ([hours, label]) => html`<option value="${hours}"${chosen('age', hours)}>More than ${label} ago</option>`,
  )}</select></label>
<label>Failures<select name="failing"><option value="">Any</option><option value="yes"${chosen('failing', 'yes')}>Twice or more in a row</option></select></label>
<label>Name or reason<input name="text" maxlength="200" value="${query.get('text') ?? ''}"></label>
<button>Show</button>${isFiltered(query) && html` <a href="${all}">Show all</a>`}
</form>`
}
