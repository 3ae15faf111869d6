/** What a fine-grained token can be granted to read. */
export type Permission =
  | 'metadata'
  | 'contents'
  | 'pull_requests'
  | 'issues'
  | 'actions'
  | 'checks'
  | 'deployments'
  | 'members'
