import { wholeNumber } from '@data-import/fake-server'
import { type MadeUpKind, withOne } from './made-up-kind.js'

/** Releases, one of them a draft. */
export const madeUpReleases: MadeUpKind = {
  async add(repository, { ago }) {
    await repository.release({ author: 'ana', createdAt: ago(70) })
    await repository.release({ author: 'chen', isPrerelease: true, tagName: 'v2.0.0-β', createdAt: ago(30) })
    await repository.release({ author: 'ana', isDraft: true, name: null, body: null, createdAt: ago(3) })
  },
  changes: {
    async release(repository, random) {
      await repository.release({ isDraft: random() < 0.3 })
      return true
    },
    editRelease: withOne('releases', (repository, { id }, random) =>
      repository.editRelease(id, { body: `Notes ${wholeNumber(random, 1, 1_000)}`, isDraft: false }),
    ),
    deleteRelease: withOne('releases', (repository, { id }) => repository.deleteRelease(id)),
  },
}
