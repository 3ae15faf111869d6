import { type ContentType, kinds } from './contents.js'

/** Of what is no kind of contents. */
const otherPrefixes = {
  User: 'U',
  Bot: 'BOT',
  Organization: 'O',
  Mannequin: 'M',
  Repository: 'R',
  Commit: 'C',
  PullRequestReviewComment: 'PRRC',
  ReadyForReviewEvent: 'RFRE',
  ConvertToDraftEvent: 'CTDE',
  ReviewRequestedEvent: 'RRE',
  ReviewRequestRemovedEvent: 'RRRE',
  DeploymentStatus: 'DES',
  CheckSuite: 'CS',
  Ref: 'REF',
  Tree: 'T',
  Label: 'LA',
} as const

/** What has a node id. */
export type NodeType = keyof typeof otherPrefixes | ContentType

// One entry for each type of both.
const prefixes = {
  ...otherPrefixes,
  ...Object.fromEntries(Object.values(kinds).map(({ type, prefix }) => [type, prefix])),
} as Readonly<Record<NodeType, string>>

/** An id as GraphQL's `node` takes it. */
export function nodeId(type: NodeType, repository: number, id: number | string): string {
  return `${prefixes[type]}_${Buffer.from(`${repository}:${id}`).toString('base64url')}`
}

/** Reads a node id; undefined if it is none. */
export function parseNodeId(text: string): { type: NodeType; repository: number; id: string } | undefined {
  const [prefix, encoded] = text.split('_')
  const type = Object.entries(prefixes).find(([, value]) => value === prefix)?.[0] as NodeType | undefined // its keys
  const match = /^(\d+):(.+)$/.exec(Buffer.from(text.slice((prefix ?? '').length + 1), 'base64url').toString())
  if (!type || !encoded || !match) return undefined
  return { type, repository: Number(match[1]), id: match[2] ?? '' }
}
