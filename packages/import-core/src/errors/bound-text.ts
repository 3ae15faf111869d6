/** Characters of a text that is stored or told: a log entry, a reason, an error's message. */
export const maximumTextLength = 8_192

/** The text, cut where it is longer than what is stored, with the number of characters that are missing. */
export function boundText(text: string, maximum = maximumTextLength): string {
  if (text.length <= maximum) return text
  const kept = text.slice(0, maximum - 40)
  return `${kept.toWellFormed()}… (${text.length - kept.length} more characters)`
}
