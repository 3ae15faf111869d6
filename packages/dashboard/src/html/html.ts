/** Text that is HTML already. Only {@link html} makes it, so that whatever else reaches a page is escaped. */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text
  }
}

/** What may stand in a template: text and numbers are escaped; null, undefined and booleans are nothing. */
export type Content = Html | string | number | bigint | boolean | null | undefined | readonly Content[]

/**
 * A template of HTML. Every value is escaped for text and for attributes in double quotes, unless it is {@link Html}. A list is written one
 * after the other. Never put a value where a name, a script or an unquoted attribute stands; an address of others goes through `outsideLink`.
 */
export function html(strings: TemplateStringsArray, ...values: Content[]): Html {
  return new Html(strings.reduce((text, part, index) => `${text}${written(values[index - 1])}${part}`))
}

/** Several pieces with something between them. */
export function joinHtml(pieces: readonly Content[], between: Content = ''): Html {
  return new Html(pieces.map(written).join(written(between)))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

function written(value: Content): string {
  if (value === null || value === undefined || typeof value === 'boolean') return ''
  if (value instanceof Html) return value.text
  if (Array.isArray(value)) return value.map(written).join('')
  return visible(String(value)).replace(/[&<>"'`]/g, (character) => entities[character] ?? '')
}

/** Control characters, and those that turn the direction of what follows, would change the text around them. */
function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g, '\ufffd')
}
