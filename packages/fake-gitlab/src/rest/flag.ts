/** Whether a parameter says yes, in any of the words that GitLab takes for it. */
export function isYes(query: URLSearchParams, name: string): boolean {
  return /^(true|t|yes|y|on|1)$/i.test(query.get(name) ?? '')
}
