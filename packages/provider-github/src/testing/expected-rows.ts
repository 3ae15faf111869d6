import type { FakeOwner } from '@data-import/fake-github'
import { doubles } from './doubles.js'
import type { Rows } from './resource-double.js'

/** The rows that an organisation must have become, worked out from the truth and not from any answer. */
export async function expectedRows(owner: FakeOwner): Promise<Rows> {
  const rows: Rows = Object.fromEntries(expectedModels().map((model) => [model, {}]))
  for (const repository of owner.repositories()) {
    const truth = await repository.truth()
    for (const { expected } of doubles) {
      for (const [model, more] of Object.entries(expected?.(truth) ?? {})) {
        rows[model] ??= {}
        Object.assign(rows[model], more)
      }
    }
  }
  return rows
}

/** The models of which the doubles say what is expected. */
function expectedModels(): string[] {
  return doubles.flatMap(({ resource, expected }) => (expected ? resource.tables.map(({ model }) => model) : []))
}

/** The same without the keys of repositories in rows that a rename does not change, so that they keep the former one. */
export function withoutFormerNames(rows: Rows): Rows {
  const without = (kind: string, name: string) =>
    Object.fromEntries(
      Object.entries(rows[kind] ?? {}).map(([id, row]) => {
        const { [name]: _, ...rest } = row as Record<string, unknown>
        return [id, rest]
      }),
    )
  return {
    ...rows,
    ...(rows.pullRequest && { pullRequest: without('pullRequest', 'headRemoteKey') }),
    ...(rows.pipelineRunCommit && { pipelineRunCommit: without('pipelineRunCommit', 'remoteKey') }),
  }
}

/** Repositories whose issues are switched off: what was imported of them before stays. */
export async function withoutIssues(owner: FakeOwner): Promise<ReadonlySet<string>> {
  const truths = await Promise.all(owner.repositories().map((repository) => repository.truth()))
  return new Set(truths.flatMap(({ repository }) => (repository.hasIssues ? [] : String(repository.id))))
}
