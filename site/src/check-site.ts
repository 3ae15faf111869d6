import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dirname, join as joinPath } from 'node:path/posix'

/**
 * Looks at a built site.
 *
 * @returns a line for each link that leads to no page or heading, and for each thing that would come from the network.
 */
export function findProblems(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const pages = new Map(
    files.filter((file) => file.endsWith('.html')).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  )
  const anchors = new Map([...pages].map(([file, html]) => [file, new Set(attributes(html, 'id'))]))
  const problems = [...pages].flatMap(([file, html]) => [
    ...attributes(html, 'href').flatMap((href) => {
      const target = targetOf(file, href)
      if (!target) return []
      const known = anchors.get(target.file)
      const isThere = known ? target.anchor === '' || known.has(target.anchor) : existsSync(join(folder, target.file))
      return isThere ? [] : [`${file}: the link ${href} leads nowhere`]
    }),
    ...[...html.matchAll(/<(?:script|img|link)\b[^>]*\b(?:src|href)="(https?:)?\/\/[^"]*"/g)].map(
      ([tag]) => `${file}: ${tag} comes from the network`,
    ),
  ])
  const styles = files.filter((file) => file.endsWith('.css'))
  const remote = styles.filter((file) => /url\(["']?(https?:)?\/\//.test(readFileSync(join(folder, file), 'utf8')))
  return [...new Set([...problems, ...remote.map((file) => `${file} takes something from the network`)])]
}

function attributes(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  )
}

function targetOf(file: string, href: string): { file: string; anchor: string } | undefined {
  if (/^([a-z]+:|\/\/)/.test(href)) return undefined
  const [path = '', anchor = ''] = href.split('#')
  const full = path === '' ? file : path.startsWith('/') ? path.slice(1) : joinPath(dirname(file), path)
  const page = full === '' || full.endsWith('/') ? `${full}index.html` : full
  return { file: decodeURI(page), anchor: decodeURIComponent(anchor) }
}
