import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { resources } from '../resources.js'

/** Events that GitHub offers under another name, and which come with one that is named. */
const offeredWith: Readonly<Record<string, string>> = { public: 'repository', member: 'membership' }

/** As GitHub offers an event in the settings of a webhook: `Deployment statuses`. */
function offered(event: string): string {
  const words = `${event[0]?.toUpperCase()}${event.slice(1).replaceAll('_', ' ')}`
  if (words.endsWith('y')) return words.replace(/y$/, 'ies')
  if (/(sh|us)$/.test(words)) return `${words}es`
  return words.endsWith('s') ? words : `${words}s`
}

it('the guide says which events to choose at GitHub: all that ring for a resource', async () => {
  const guide = await readFile(new URL('../../../../docs/webhooks.md', import.meta.url), 'utf8')
  const choose = /^\| GitHub \|.*\| ([^|]+) \|$/m.exec(guide)?.[1] ?? ''
  const documented = choose.replace('. Organisations also: ', ', ').split(', ')
  const events = resources.flatMap((resource) => resource.events ?? [])
  expect(new Set(documented)).toEqual(new Set(events.map((event) => offered(offeredWith[event] ?? event))))
})
