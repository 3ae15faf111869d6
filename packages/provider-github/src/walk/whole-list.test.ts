import { pipelineTable } from '@data-import/model'
import { describe, expect, it } from 'vitest'
import { type WholeListPosition, type WholeListWalk, wholeList } from './whole-list.js'

const endDate = new Date('2026-02-01T00:00:00Z')

/** Ends a walk that was interrupted after its last page; two rows are stored. */
async function resumed(position: Omit<WholeListPosition, 'next' | 'etag'>) {
  const warnings: string[] = []
  const stored = async () => [{ externalId: '1' }, { externalId: '2' }]
  const walk = {
    position: { next: null, etag: null, ...position },
    head: { mark: null },
    context: { isBackfill: false, stored, endDate },
    repository: { id: 'row of 42', fullName: 'acme/web' },
    log: { warn: (message: string) => warnings.push(message) },
  } as unknown as WholeListWalk // what the end of a walk uses of it
  const list = { table: pipelineTable, path: '/actions/workflows', field: 'workflows', rowsOf: () => [] }
  const { rows } = await wholeList(walk, list)
  return { removed: rows.flatMap((write) => write.rows), warnings }
}

describe('a walk that is resumed after the last page', () => {
  it('takes what it has not met for gone', async () => {
    const gone = { removed: [{ externalId: '2', removedAt: endDate }], warnings: [] }
    expect(await resumed({ met: ['1'], total: 1 })).toEqual(gone)
    // What an older version left has no total.
    expect(await resumed({ met: ['1'] })).toEqual(gone)
  })

  it('takes nothing for gone where GitHub counted more than it listed', async () => {
    expect(await resumed({ met: ['1'], total: 2 })).toEqual({
      removed: [],
      warnings: ["GitHub's list /actions/workflows of acme/web has fewer items than GitHub counts."],
    })
  })
})
