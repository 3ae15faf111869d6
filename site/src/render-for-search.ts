import type { MarkdownEnv, MarkdownRenderer } from 'vitepress'

/** What the search indexes of a page: its text, without the colours of its code, which take most of the time. */
export function renderForSearch(source: string, environment: MarkdownEnv, markdown: MarkdownRenderer): string {
  const { highlight } = markdown.options
  markdown.options.highlight = (code) => `<pre>${markdown.utils.escapeHtml(code)}</pre>`
  try {
    return markdown.render(source, environment)
  } finally {
    markdown.options.highlight = highlight
  }
}
