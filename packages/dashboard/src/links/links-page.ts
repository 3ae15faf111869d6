import { definePage, type PageContext } from '../contract/page.js'
import { empty } from '../html/figures.js'
import { type Html, html } from '../html/html.js'
import { people } from './people.js'
import { type Links, readLinks } from './read-links.js'
import { unlinked } from './unlinked.js'

/** What could not be linked, and who may be one person. */
export const linksPage = definePage<Links>({
  path: 'links',
  title: 'Links',
  menu: 'Links',
  load: readLinks,
  render: (links, page) => html`<h1>Links</h1>${body(links, page)}`,
})

function body(links: Links, page: PageContext): Html {
  if (links.organizationId === undefined) {
    return empty(
      'No data source is configured, so there is nothing to link.',
      html`Add one: <code>data-import sources add</code>.`,
    )
  }
  if (!links.hasTables) {
    return empty(
      'The tables for links are missing.',
      html`Add the models of <code>@data-import/model/schema/insight.prisma</code> and migrate, or run <code>data-import migrate</code>. The next pass fills them.`,
    )
  }
  return html`<p class="lead">What the rules could not put together. Figures count it as unknown until it is.</p>
${links.organizations.length > 1 && organizationForm(links, page)}
${unlinked(links)}${people(links, links.organizationId, page)}`
}

function organizationForm({ organizations, organizationId }: Links, page: PageContext): Html {
  return html`<form class="row" method="get" action="${page.link('links')}"><label>Organisation<select name="organization">${organizations.map(
    (one) => html`<option value="${one}"${one === organizationId && html` selected`}>${one}</option>`,
  )}</select></label><button>Show</button></form>`
}
