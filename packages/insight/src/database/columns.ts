/** The columns that links and views read, by table, with their type where it isn't text. */
export const columns = {
  DataSource: [
    ...['id', 'organization_id', 'name', 'provider', 'is_enabled boolean', 'last_sync_at timestamptz'],
    'created_at timestamptz',
  ],
  DataSourceRun: [
    ...['id', 'data_source_id', 'status', 'script_name', 'recordsImported integer', 'started_at timestamptz'],
    ...['completed_at timestamptz', 'error_message', 'last_fetched_data_at timestamptz'],
  ],
  ImportPartition: [
    ...['data_source_id', 'script_name', 'key', 'name', 'status', 'reason', 'records_imported bigint'],
    ...['watermark timestamptz', 'unlisted_since timestamptz', 'updated_at timestamptz'],
  ],
  Repository: [
    ...['id', 'data_source_id', 'external_id', 'provider', 'full_name', 'remote_key', 'default_branch', 'url'],
    ...['removed_at timestamptz'],
  ],
  Contributor: ['id', 'data_source_id', 'external_id', 'login', 'name', 'email', 'is_bot boolean', 'url'],
  Commit: [
    ...['id', 'data_source_id', 'repository_id', 'sha', 'message', 'author_id', 'author_email'],
    ...['authored_at timestamptz', 'committed_at timestamptz', 'is_merge boolean', 'parent_shas text[]'],
    ...['files_changed integer', 'unreachable_at timestamptz'],
  ],
  CommitFile: ['id', 'commit_id', 'path', 'lines_added integer', 'lines_removed integer'],
  PullRequest: [
    ...['id', 'data_source_id', 'repository_id', 'number integer', 'state', 'author_id', 'base_ref', 'head_sha'],
    ...['merge_sha', 'additions integer', 'deletions integer', 'commits_count integer', 'created_at timestamptz'],
    ...['ready_at timestamptz', 'closed_at timestamptz', 'merged_at timestamptz', 'removed_at timestamptz'],
  ],
  PullRequestCommit: [
    ...[
      'pull_request_id',
      'sha',
      'position integer',
      'authored_at timestamptz',
      'committed_at timestamptz',
      'author_id',
    ],
  ],
  PullRequestComment: ['id', 'pull_request_id', 'author_id', 'path', 'created_at timestamptz'],
  ReviewRequest: ['id', 'pull_request_id', 'reviewer_id', 'requested_at timestamptz'],
  Review: [...['id', 'pull_request_id', 'reviewer_id', 'state', 'submitted_at timestamptz', 'removed_at timestamptz']],
  Issue: ['id', 'data_source_id'],
  Pipeline: ['id', 'data_source_id', 'repository_id', 'name'],
  PipelineRun: [
    ...['id', 'data_source_id', 'repository_id', 'pipeline_id', 'name', 'attempt integer', 'status', 'result', 'sha'],
    ...['created_at timestamptz', 'started_at timestamptz', 'finished_at timestamptz', 'duration_ms bigint'],
    'queued_ms bigint',
  ],
  Job: [
    ...['id', 'pipeline_run_id', 'name', 'attempt integer', 'status', 'result', 'created_at timestamptz'],
    ...['started_at timestamptz', 'finished_at timestamptz', 'queued_ms bigint'],
  ],
  Deployment: [
    ...['id', 'data_source_id', 'repository_id', 'environment', 'environment_tier', 'status', 'result', 'sha'],
    ...['created_at timestamptz', 'started_at timestamptz', 'finished_at timestamptz'],
  ],
  QualityProject: ['id', 'data_source_id', 'repository_id', 'project_key', 'name', 'removed_at timestamptz'],
  QualityMeasure: [
    ...['id', 'data_source_id', 'quality_project_id', 'repository_id', 'project_key', 'branch'],
    ...['analysed_at timestamptz', 'metric', 'value double precision', 'is_new_code boolean', 'gate_status'],
  ],
  ServiceRule: ['organization_id', 'repository_id', 'environment', 'service', 'is_production boolean'],
  CountedRepository: ['repository_id', 'organization_id', 'counted_id', 'commits_id'],
  DeploymentLink: [
    ...['deployment_id', 'organization_id', 'service', 'repository_id', 'commits_id', 'environment', 'result'],
    ...['started_at timestamptz', 'finished_at timestamptz', 'given_sha', 'sha', 'rule', 'unresolved', 'kind'],
    ...['position integer', 'previous_id', 'is_baseline boolean'],
  ],
  CommitDeployment: [
    ...['service', 'repository_id', 'sha', 'deployment_id', 'deployed_at timestamptz', 'reverts text[]'],
    'is_missing boolean',
  ],
  PullRequestLink: [
    ...['pull_request_id', 'commits_id', 'rule', 'unresolved', 'merge_sha', 'head_sha', 'own_commits integer'],
    'is_settled boolean',
  ],
  CommitPullRequest: ['repository_id', 'sha', 'pull_request_id', 'rule'],
  Person: ['id', 'organization_id', 'name', 'is_bot boolean'],
  PersonAccount: ['contributor_id', 'person_id', 'account_key', 'rule', 'evidence'],
  PersonAddress: ['contributor_id', 'address'],
  PersonDecision: ['id', 'organization_id', 'a', 'b', 'verdict', 'decided_by', 'decided_at timestamptz'],
  PersonMerge: ['old_id', 'new_id', 'merged_at timestamptz'],
  LinkState: ['name', 'digest', 'linked_at timestamptz'],
} as const

/** A table that links or views read. */
export type TableName = keyof typeof columns

/** The tables that the links are written to. */
export const ownTables = [
  ...(['ServiceRule', 'CountedRepository', 'DeploymentLink', 'CommitDeployment', 'PullRequestLink'] as const),
  ...([
    'CommitPullRequest',
    'Person',
    'PersonAccount',
    'PersonAddress',
    'PersonDecision',
    'PersonMerge',
    'LinkState',
  ] as const),
]
