import { partitionCauses, refusedCauses, runCauses } from '../causes/cause-list.js'
import { definePage, type PageContext } from '../contract/page.js'
import { empty, figures } from '../html/figures.js'
import { countOf, formatAge, formatCount, instant } from '../html/format.js'
import { type Content, type Html, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { onePage } from '../html/paging.js'
import { sourcePath } from '../tables/addresses.js'
import { resourceTable } from '../tables/resource-table.js'
import { sourceStanding, sourceTable } from '../tables/source-table.js'
import { headline } from './headline.js'
import { type Now, readNow } from './read-now.js'
import { wantedResources } from './verdict.js'

/** How everything stands: the sentence, why, and each data source. */
export const nowPage = definePage<Now>({
  path: '',
  title: 'Now',
  menu: 'Now',
  load: readNow,
  isLive: ({ running }) => running.pass !== null || running.runs.some(({ isDead }) => !isDead),
  render: (now, page) => html`<h1>${headline(now.verdict, now.now)}</h1>
${now.notes.map((note) => html`<p class="lead">${note}</p>`)}
${now.sources.length > 0 && figuresOf(now)}
${causesOf(now, page)}
${sourcesOf(now, page)}`,
})

function figuresOf({ verdict, now, openParts, running, passBeganAt }: Now): Html {
  const open = openParts.reduce((sum, part) => sum + part.open + part.other, 0)
  const alive = running.runs.filter(({ isDead }) => !isDead)
  const ageMs = verdict.upTo && now.getTime() - verdict.upTo.getTime()
  return figures([
    {
      label: 'What is complete is as of',
      value: ageMs === null ? '–' : `${formatAge(ageMs)} ago`,
      note:
        verdict.oldest &&
        html`The oldest is ${imported(verdict.oldest.resource)} of ${imported(verdict.oldest.source)}`,
    },
    {
      label: 'Not complete',
      value: formatCount(open),
      note: open === 0 ? undefined : open === 1 ? 'partition' : 'partitions, each counted once',
    },
    {
      label: 'Running now',
      value: formatCount(alive.length),
      note: running.pass
        ? html`A pass since ${instant(running.pass.since, 'just now')}`
        : alive.length === 0
          ? 'No pass is running'
          : 'on workers',
    },
    {
      label: 'Last pass began',
      value: passBeganAt ? `${formatAge(now.getTime() - passBeganAt.getTime())} ago` : '–',
      note: running.pass?.holder
        ? html`Its lock is held by ${imported(running.pass.holder)}`
        : instant(passBeganAt, 'None yet'),
    },
  ])
}

function causesOf({ causes, sources }: Now, page: PageContext): Content {
  const wanted = wantedResources(sources.filter(({ isEnabled }) => isEnabled))
  const broken = wanted.filter(({ completeness }) => completeness === 'broken')
  const refused = wanted.filter((one) => one.refused > 0)
  if (causes.length + broken.length + refused.length === 0) return undefined
  const names = new Map(sources.map(({ id, name }) => [id, name]))
  return html`<section><h2>What is not complete, and why</h2>
${broken.length > 0 && runCauses(broken, 8, page)}
${causes.length > 0 && partitionCauses(causes, names, page)}
${refused.length > 0 && refusedCauses(refused, 6, page)}</section>`
}

function sourcesOf({ sources, now }: Now, page: PageContext): Content {
  if (sources.length === 0) return empty('Once a data source is there, this page says how far it is imported.')
  if (sources.length <= 2) {
    return sources.map(
      (source) =>
        html`<section><h2><a href="${page.link(sourcePath(source.id))}">${imported(source.name)}</a></h2>${
          source.resources.length > 0 ? resourceTable(source.resources, page) : empty('Nothing of it was imported yet.')
        }</section>`,
    )
  }
  const sorted = sources
    .map((source) => ({ source, rank: sourceStanding(source).rank }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ source }) => source)
  const { shown, controls } = onePage(sorted, 'sources', 50, '', page)
  return html`<section><h2>${countOf(sources.length, 'data source')}</h2>${sourceTable(shown, now, page)}${controls}</section>`
}
