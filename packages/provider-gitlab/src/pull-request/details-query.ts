import type { PartedQuery } from '../client/graphql.js'
import type { GitlabUser } from '../people/account.js'

interface More {
  pageInfo?: { hasNextPage?: boolean | null } | null
}

/** A merge request in the answer. */
export interface DetailsNode {
  iid?: string | number
  diffStatsSummary?: { additions?: number | null; deletions?: number | null; fileCount?: number | null } | null
  sourceProject?: { webUrl?: string | null } | null
  approvedBy?: { nodes?: readonly unknown[] | null } | null
  notes?: (More & { nodes?: readonly (NoteNode | null)[] | null }) | null
  commits?: (More & { nodes?: readonly (CommitNode | null)[] | null }) | null
}

/** A note in it. */
export interface NoteNode {
  id?: string
  system?: boolean | null
  body?: string | null
  createdAt?: string | null
  updatedAt?: string | null
  author?: GitlabUser | null
  position?: { newPath?: string | null; filePath?: string | null } | null
}

/** A commit in it. */
export interface CommitNode {
  sha?: string
  authoredDate?: string | null
  committedDate?: string | null
  authorName?: string | null
  authorEmail?: string | null
}

/** The answer. */
export interface DetailsAnswer {
  projects?: {
    nodes?: readonly ({ mergeRequests?: { nodes?: readonly (DetailsNode | null)[] | null } | null } | null)[] | null
  } | null
}

/** What lists of merge requests lack, of several at once: https://docs.gitlab.com/api/graphql/reference/#mergerequest */
export const detailsQuery: PartedQuery = {
  name: 'mergeRequestDetails',
  parts: [
    {
      name: 'lines',
      text: 'diffStatsSummary { additions deletions fileCount }',
      fields: ['diffStatsSummary', 'DiffStatsSummary', 'additions', 'deletions', 'fileCount'],
    },
    { name: 'source', text: 'sourceProject { webUrl }', fields: ['sourceProject'] },
    { name: 'approvals', text: 'approvedBy(first: 1) { nodes { id } }', fields: ['approvedBy', 'UserCoreConnection'] },
    {
      name: 'notes',
      text: 'notes(first: 100) { pageInfo { hasNextPage } nodes { id system body createdAt updatedAt author { id username name webUrl } position { newPath filePath } } }',
      fields: [
        'notes',
        'NoteConnection',
        'Note',
        'system',
        'body',
        'position',
        'newPath',
        'filePath',
        'DiffPosition',
        'UserCore',
      ],
    },
    {
      name: 'commits',
      text: 'commits(first: 100) { pageInfo { hasNextPage } nodes { sha authoredDate committedDate authorName authorEmail } }',
      fields: [
        'commits',
        'CommitConnection',
        'Commit',
        'sha',
        'authoredDate',
        'committedDate',
        'authorName',
        'authorEmail',
      ],
    },
  ],
  // By the project's id, which stays when it is renamed.
  textOf: (parts, declared) =>
    `query mergeRequestDetails($ids: [ID!]!, $iids: [String!]!, $first: Int!${declared}) { projects(ids: $ids, first: 1) { nodes { mergeRequests(iids: $iids, first: $first) { nodes { iid ${parts} } } } } }`,
}
