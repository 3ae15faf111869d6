import { firstSentence } from '@data-import/core/provider'

/**
 * What an error's body says, by the names that are usual: https://www.rfc-editor.org/rfc/rfc9457 and older ones.
 * @param withoutSecrets is given the text before it is cut
 */
export function sentenceOf(body: unknown, withoutSecrets: (text: string) => string): string {
  return firstSentence(withoutSecrets(textIn(body, 3) ?? ''))
}

const names = ['message', 'error_description', 'error', 'detail', 'title', 'errorMessages', 'errors', 'msg', 'reason']

function textIn(body: unknown, depth: number): string | undefined {
  if (typeof body === 'string') return body === '' ? undefined : body
  if (typeof body !== 'object' || body === null || depth === 0) return undefined
  if (Array.isArray(body)) return textIn(body[0], depth - 1)
  const record = body as Record<string, unknown>
  for (const name of names) {
    const text = textIn(record[name], depth - 1)
    if (text !== undefined) return text
  }
  return undefined
}
