import { nodeId } from '../state/node-id.js'
import { connection } from './connection.js'
import type { Arguments } from './fields.js'
import type { RowSource } from './source.js'

/** The labels of an issue or a pull request, in the order in which they were given. */
export function labels({ repository, row }: RowSource<{ readonly labels: readonly string[] }>, args: Arguments) {
  return connection(
    row.labels.map((name, index) => ({ name, index })),
    args,
    {
      value: ({ index }) => index,
      id: ({ index }) => index,
      node: ({ name }) => ({ id: nodeId('Label', repository.id, name), name, color: 'ededed', description: null }),
    },
  )
}
