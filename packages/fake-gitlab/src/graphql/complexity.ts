import { type DocumentNode, Kind, type SelectionSetNode, valueFromASTUntyped } from 'graphql'

const mostPerPage = 100
const lists = new Set([
  ...['projects', 'mergeRequests', 'issues', 'pipelines', 'releases'],
  ...['approvedBy', 'reviewers', 'commits', 'commitsWithoutMergeCommits', 'notes'],
])
/** Fields that ask the server's git. */
const ofGit = new Set(['repository', 'tree', 'lastCommit', 'rootRef', 'diffStatsSummary', 'commits', 'languages'])

/**
 * What a query costs, near to how GitLab counts: each field 1, what asks git 1 more, and a list as much again as its fields
 * for each hundred that are asked for. https://docs.gitlab.com/api/graphql/#limits
 */
export function complexityOf(document: DocumentNode, variables: Readonly<Record<string, unknown>>): number {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  )
  function ofSet(set: SelectionSetNode | undefined): number {
    let sum = 0
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.INLINE_FRAGMENT) sum += ofSet(selection.selectionSet)
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        sum += ofSet(fragments.get(selection.name.value)?.selectionSet)
      } else {
        const name = selection.name.value
        const inside = ofSet(selection.selectionSet) + 1 + (ofGit.has(name) ? 1 : 0)
        const first = selection.arguments?.find((argument) => argument.name.value === 'first')
        const asked = first ? Number(valueFromASTUntyped(first.value, { ...variables })) : mostPerPage
        sum += lists.has(name) ? inside + inside * Math.min(asked, mostPerPage) * 0.01 : inside
      }
    }
    return sum
  }
  let total = 0
  for (const one of document.definitions) if (one.kind === Kind.OPERATION_DEFINITION) total += ofSet(one.selectionSet)
  return Math.round(total)
}
