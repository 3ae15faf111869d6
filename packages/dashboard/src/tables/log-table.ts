import { exactInstant } from '../html/format.js'
import { type Html, html } from '../html/html.js'
import { imported } from '../html/name.js'
import { status, type Tone } from '../html/status.js'
import { table } from '../html/table.js'
import type { LogEntry } from '../queries/select-log-about.js'

const tones: Readonly<Record<string, Tone>> = { ERROR: 'bad', WARN: 'warning', INFO: 'quiet', DEBUG: 'quiet' }
const words: Readonly<Record<string, string>> = { ERROR: 'Error', WARN: 'Warning', INFO: 'Info', DEBUG: 'Debug' }

/** Entries of a log. */
export function logTable(entries: readonly LogEntry[]): Html {
  return table(
    'Log',
    [
      { title: 'At', cell: ({ at }: LogEntry) => exactInstant(at) },
      { title: 'Level', cell: ({ level }) => status(tones[level] ?? 'warning', words[level] ?? level) },
      { title: 'Record', cell: ({ recordId }) => recordId && imported(recordId) },
      {
        title: 'Message',
        kind: 'text',
        cell: ({ id, message, details }) =>
          html`${imported(message)}${details && html`<details id="log-${id}"><summary>Details</summary><pre>${details}</pre></details>`}`,
      },
    ],
    entries,
  )
}
