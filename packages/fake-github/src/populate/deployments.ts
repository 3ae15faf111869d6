import { pick } from '@data-import/fake-server'
import { type MadeUpKind, withOne } from './made-up-kind.js'

/** Deployments in every state. */
export const madeUpDeployments: MadeUpKind = {
  async add(repository, { ago }) {
    const first = await repository.deploy({ creator: 'chen', createdAt: ago(80) })
    await repository.setDeploymentStatus(first.id, { state: 'in_progress', createdAt: ago(79.9) })
    await repository.setDeploymentStatus(first.id, { createdAt: ago(79.8) })
    const second = await repository.deploy({ creator: 'update-bot', createdAt: ago(40) })
    await repository.setDeploymentStatus(second.id, { createdAt: ago(39.8) })
    const failed = await repository.deploy({ environment: 'staging', creator: 'dara', createdAt: ago(20) })
    await repository.setDeploymentStatus(failed.id, { state: 'failure', createdAt: ago(19.9) })
    await repository.deploy({ environment: 'preview/42', creator: 'ana', createdAt: ago(1) })
  },
  changes: {
    async deploy(repository) {
      if (repository.head() === null) return false
      await repository.deploy()
      return true
    },
    setDeploymentStatus: withOne('deployments', async (repository, { id }, random) => {
      await repository.setDeploymentStatus(id, { state: pick(random, ['in_progress', 'success', 'failure'] as const) })
    }),
  },
}
