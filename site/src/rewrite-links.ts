import { dirname, join, relative } from 'node:path/posix'
import { pageOf } from './page-of.js'

/** What a document's links become in the site. */
export interface RewrittenDocument {
  text: string
  /** Files of the checkout that the text links to and that are no pages, from the root. */
  files: string[]
}

/**
 * Turns the links of a document, which work in the checkout, into links of the site: to pages where they lead to one,
 * to copies of files, pictures too, and to nothing where they lead to a folder of code.
 *
 * @param source the document, from the root of the checkout
 * @param page where it is in the site
 * @param isFile whether a path of the checkout is a file
 */
export function rewriteLinks(
  text: string,
  { source, page, isFile }: { source: string; page: string; isFile: (path: string) => boolean },
): RewrittenDocument {
  const files: string[] = []
  const rewrite = (whole: string, mark: string, label: string, target: string) => {
    if (/^([a-z]+:|#)/.test(target)) return whole
    const [path = '', anchor] = target.split('#')
    const inCheckout = join(dirname(source), path)
    const hash = anchor === undefined ? '' : `#${anchor}`
    const wanted = pageOf(inCheckout)
    if (wanted) return `[${label}](${relativeTo(page, wanted)}${hash})`
    if (!isFile(inCheckout)) return label
    files.push(inCheckout)
    // A picture: VitePress puts the address of the site before it.
    if (mark === '!') return `![${label}](/files/${inCheckout})`
    // Without a target, VitePress would take the file for a page.
    return `[${label}](${'../'.repeat(page.split('/').length - 1) || './'}files/${inCheckout}){target=_self}`
  }
  const parts = text.split(/(^```[^\n]*\n.*?^```$)/ms)
  const rewritten = parts.map((part) =>
    part.startsWith('```') ? part : part.replaceAll(/(!?)\[((?:[^[\]]|\[[^\]]*\])+)\]\(([^)\s]+)\)/g, rewrite),
  )
  return { text: rewritten.join(''), files }
}

function relativeTo(page: string, target: string): string {
  const path = relative(dirname(page), target)
  return path.startsWith('.') ? path : `./${path}`
}
