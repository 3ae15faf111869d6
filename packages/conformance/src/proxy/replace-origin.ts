import type { Answer } from './answer.js'

/** Addresses in an answer, as headers and bodies write them, moved to another origin. */
export function replaceOrigin(answer: Answer, from: string, to: string): Answer {
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, replaceIn(value, from, to)])
  const type = String(answer.headers['content-type'] ?? '')
  const isText = /json|xml|text|^$/.test(type)
  const body = isText ? Buffer.from(replaceText(answer.body.toString('latin1'), from, to), 'latin1') : answer.body
  return { ...answer, headers: Object.fromEntries(headers), body }
}

function replaceIn(value: string | string[] | undefined, from: string, to: string): string | string[] | undefined {
  if (Array.isArray(value)) return value.map((one) => replaceText(one, from, to))
  return value === undefined ? undefined : replaceText(value, from, to)
}

function replaceText(text: string, from: string, to: string): string {
  // JSON may escape its slashes.
  return text.replaceAll(from, to).replaceAll(from.replaceAll('/', '\\/'), to.replaceAll('/', '\\/'))
}
