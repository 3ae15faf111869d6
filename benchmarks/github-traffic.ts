import type { FakeTraffic } from '@data-import/fake-github'

/** What was asked, the most frequent first: `20 × history, 3 × GET /repositories/{repositoryId}/issues (2 × 304)`. */
export function describeTraffic({ log }: FakeTraffic): string {
  const asked = new Map<string, { count: number; notModified: number }>()
  for (const { method, path, status, operation } of log) {
    const name = operation ?? `${method} ${path.replace(/\/\d+(?=\/|$)/g, '/{id}').replace(/[0-9a-f]{40}/g, '{sha}')}`
    const known = asked.get(name) ?? { count: 0, notModified: 0 }
    asked.set(name, { count: known.count + 1, notModified: known.notModified + (status === 304 ? 1 : 0) })
  }
  return [...asked]
    .sort(([, left], [, right]) => right.count - left.count)
    .map(([name, { count, notModified }]) => `${count} × ${name}${notModified > 0 ? ` (${notModified} × 304)` : ''}`)
    .join(', ')
}
