import { type Html, html } from './html.js'

/** How something stands, for the eye: a shape and a colour. The word says it as well. */
export type Tone = 'good' | 'running' | 'warning' | 'bad' | 'quiet'

const shapes: Readonly<Record<Tone, string>> = { good: '●', running: '◐', warning: '▲', bad: '■', quiet: '○' }

/** A word with a shape before it, so that nothing is said by colour alone. */
export function status(tone: Tone, word: string): Html {
  return html`<span class="status ${tone}"><span class="shape" aria-hidden="true">${shapes[tone]}</span>${word}</span>`
}

const tones: Readonly<Record<string, Tone>> = {
  COMPLETED: 'good',
  COMPLETE: 'good',
  RUNNING: 'running',
  PARTIAL: 'warning',
  INCOMPLETE: 'warning',
  UNAVAILABLE: 'warning',
  CANCELLED: 'warning',
  FAILED: 'bad',
  SKIPPED: 'quiet',
}

const words: Readonly<Record<string, string>> = {
  COMPLETED: 'Completed',
  COMPLETE: 'Complete',
  RUNNING: 'Running',
  PARTIAL: 'Partial',
  INCOMPLETE: 'Not finished',
  UNAVAILABLE: 'Not available',
  CANCELLED: 'Cancelled',
  FAILED: 'Failed',
  SKIPPED: 'Skipped',
}

/** The tone of a run's or a partition's status; that of a word nobody knows warns. */
export function toneOf(stored: string): Tone {
  return tones[stored] ?? 'warning'
}

/** The status of a run or a partition as the tables hold it. */
export function storedStatus(stored: string): Html {
  return status(toneOf(stored), words[stored] ?? stored)
}
