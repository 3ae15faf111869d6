import { cleanText } from './clean-text.js'

/** As `cleanText`, but lines stay lines and tabs tabs: for what may have several. */
export function safeText(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\r$/, '').split('\t').map(cleanText).join('\t'))
    .join('\n')
}
