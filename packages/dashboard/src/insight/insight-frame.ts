import type { PageContext } from '../contract/page.js'
import { empty } from '../html/figures.js'
import { type Content, type Html, html } from '../html/html.js'
import { addDays, type Choice, periods } from './choice.js'
import type { Ground } from './read-ground.js'

const parts = [
  ['insight', 'Delivery'],
  ['insight/pull-requests', 'Pull requests'],
  ['insight/builds', 'Builds'],
  ['insight/quality', 'Quality'],
] as const

/** The path of a page about figures. */
export type InsightPath = (typeof parts)[number][0]

/** What stands around the figures: what is looked at, and where else to look; or why there are none. */
export function insightFrame(
  path: InsightPath,
  { views, choice }: Ground,
  page: PageContext,
  body: (choice: Choice) => Content,
): Html {
  if (views.version === null) {
    return html`<h1>Insight</h1>${empty(
      'The figures are views in your database, and they are not installed.',
      html`Run <code>data-import views install</code>, or call <code>installViews(db)</code>. Then load this page again.`,
    )}`
  }
  if (!choice) {
    return html`<h1>Insight</h1>${empty(
      'No data source is configured, so there is nothing to count.',
      html`Add one: <code>data-import sources add</code>. After its first pass the figures are here.`,
    )}`
  }
  const kept = keptQuery(page)
  const menu = parts.map(
    ([target, label]) =>
      html`<a href="${page.link(target, kept)}"${target === path && html` aria-current="page"`}>${label}</a>`,
  )
  return html`<h1>Insight</h1>
<nav class="parts" aria-label="Insight">${menu}</nav>
${chooser(path, choice, page)}
${
  !views.isCurrent &&
  html`<p class="notice">The views are those of another version. Make them anew: <code>data-import views install</code>.</p>`
}
${body(choice)}`
}

const chosen = ['organization', 'weeks', 'until', 'service', 'repository']

function keptQuery({ query }: PageContext): Record<string, string | undefined> {
  return Object.fromEntries(chosen.map((name) => [name, query.get(name) ?? undefined]))
}

function chooser(path: InsightPath, choice: Choice, page: PageContext): Html {
  const { organizationId, organizations, weeks, service, services, repository, repositories } = choice
  const kept = keptQuery(page)
  const period = (until: string) => page.link(path, { ...kept, until })
  const isService = path === 'insight'
  return html`<form class="row" method="get" action="${page.link(path)}">
${organizations.length > 1 && select('organization', 'Organisation', organizationId, organizations.map(pair))}
${select(
  'weeks',
  'Period',
  String(weeks),
  periods.map((one) => [String(one), `${one} weeks`] as const),
)}
${isService && services.length > 0 && select('service', 'Service', service, services.map(pair))}
${
  !isService &&
  repositories.length > 0 &&
  select(
    'repository',
    'Repository',
    repository?.id,
    repositories.map(({ id, name }) => [id, name] as const),
  )
}
${hidden(isService ? 'repository' : 'service', page)}${hidden('until', page)}
<button>Show</button></form>
<p class="soft"><a href="${period(addDays(choice.until, -7 * weeks))}">Earlier</a> · ${choice.since} to ${addDays(choice.end, -1)} (${choice.zone})${
    choice.until < choice.thisWeek && html` · <a href="${period(addDays(choice.until, 7 * weeks))}">Later</a>`
  }</p>`
}

function pair(text: string) {
  return [text, text] as const
}

function hidden(name: string, { query }: PageContext): Html | undefined {
  const value = query.get(name)
  return value === null ? undefined : html`<input type="hidden" name="${name}" value="${value}">`
}

function select(
  name: string,
  label: string,
  value: string | undefined,
  options: readonly (readonly [value: string, label: string])[],
): Html {
  return html`<label>${label}<select name="${name}">${options.map(
    ([one, text]) => html`<option value="${one}"${one === value && html` selected`}>${text}</option>`,
  )}</select></label>`
}
