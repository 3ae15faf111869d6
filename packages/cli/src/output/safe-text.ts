import { cleanText } from './clean-text.js'

/** As `cleanText`, but keeps line breaks and tabs. */
export function safeText(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\r$/, '').split('\t').map(cleanText).join('\t'))
    .join('\n')
}
