/** A proxy may send a whole page, and no expression should run over megabytes. */
const longestRead = 4_096
const longestSentence = 200

/** The beginning of a foreign text for a message: without tags, without the address at its end, at most 200 characters. */
export function firstSentence(text: string): string {
  const plain = text
    .slice(0, longestRead)
    .replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ - https?:\S+$/, '')
    .trim()
  return plain.length > longestSentence ? `${plain.slice(0, longestSentence).toWellFormed()}…` : plain
}
