/** Any client that takes raw SQL. */
interface RawDatabase {
  $executeRawUnsafe(query: string): PromiseLike<number>
}

/** A week of one team, small enough to count by hand. Monday is 2026-03-02; all times are UTC. */
const tinyWorld: readonly string[] = [
  `insert into data."DataSource" (id, organization_id, name, provider) values ('s', 'acme', 'acme', 'GITHUB')`,
  `insert into data."Repository" (id, data_source_id, external_id, provider, name, full_name, default_branch, remote_key)
values ('r', 's', '1', 'GITHUB', 'web', 'acme/web', 'main', 'github.com/acme/web')`,
  `insert into data."Contributor" (id, data_source_id, external_id, login, is_bot) values
('ann','s','1','ann',false),('bob','s','2','bob',false),('cee','s','3','cee',false),('bot','s','4','copilot[bot]',true)`,
  `insert into data."Commit" (id, data_source_id, external_id, repository_id, sha, message, author_id, authored_at, committed_at, is_merge, parent_shas) values
('c0','s','c0','r','c0','root','ann','2026-03-02T09:00Z','2026-03-02T09:00Z',false,'{}'),
('c1','s','c1','r','c1','x','ann','2026-03-02T10:00Z','2026-03-02T10:00Z',false,'{c0}'),
('c2','s','c2','r','c2','PR 1 (#1)','ann','2026-03-03T12:00Z','2026-03-03T12:00Z',false,'{c1}'),
('c3','s','c3','r','c3','a','bob','2026-03-02T14:00Z','2026-03-03T13:00Z',false,'{c2}'),
('c4','s','c4','r','c4','b','bob','2026-03-03T09:00Z','2026-03-03T13:00Z',false,'{c3}'),
('c5','s','c5','r','c5e5e5e','f','ann','2026-03-04T08:00Z','2026-03-04T08:00Z',false,'{c4}'),
('m6','s','m6','r','m6','Merge pull request #3','ann','2026-03-04T10:00Z','2026-03-04T10:00Z',true,'{c4,c5e5e5e}'),
('c7','s','c7','r','c7','Revert "f"' || chr(10) || chr(10) || 'This reverts commit c5e5e5e.','ann','2026-03-04T13:00Z','2026-03-04T13:00Z',false,'{m6}')`,
  `insert into data."PullRequest" (id, data_source_id, external_id, repository_id, number, title, state, author_id, base_ref, head_sha, merge_sha, commits_count, created_at, ready_at, merged_at, closed_at) values
('p1','s','p1','r',1,'squash','MERGED','ann','main','1b','c2',2,'2026-03-02T16:00Z',null,'2026-03-03T12:00Z','2026-03-03T12:00Z'),
('p2','s','p2','r',2,'rebase','MERGED','bob','main','2b','c4',2,'2026-03-03T09:30Z',null,'2026-03-03T13:00Z','2026-03-03T13:00Z'),
('p3','s','p3','r',3,'merge','MERGED','ann','main','c5e5e5e','m6',1,'2026-03-04T08:30Z','2026-03-04T09:00Z','2026-03-04T10:00Z','2026-03-04T10:00Z')`,
  `insert into data."PullRequestCommit" (id, data_source_id, external_id, pull_request_id, sha, position, authored_at, author_id) values
('1a','s','1a','p1','1a',1,'2026-03-02T13:00Z','ann'),('1b','s','1b','p1','1b',2,'2026-03-02T15:00Z','ann'),
('2a','s','2a','p2','2a',1,'2026-03-02T14:00Z','bob'),('2b','s','2b','p2','2b',2,'2026-03-03T09:00Z','bob'),
('3a','s','3a','p3','c5e5e5e',1,'2026-03-04T08:00Z','ann')`,
  `insert into data."Review" (id, data_source_id, external_id, pull_request_id, reviewer_id, state, submitted_at) values
('v1','s','v1','p1','bot','COMMENTED','2026-03-02T16:01Z'),('v2','s','v2','p1','bob','APPROVED','2026-03-03T10:00Z'),
('v3','s','v3','p3','ann','COMMENTED','2026-03-04T09:10Z'),('v4','s','v4','p3','cee','APPROVED','2026-03-04T09:30Z')`,
  `insert into data."ServiceRule" (organization_id, service, repository_id, environment, is_production) values ('acme','web','r','production',true)`,
  `insert into data."Deployment" (id, data_source_id, external_id, repository_id, environment, status, result, sha, finished_at) values
('D1','s','1','r','production','DONE','SUCCESS','c1','2026-03-02T12:00Z'),('S1','s','2','r','staging','DONE','SUCCESS','c4','2026-03-03T13:30Z'),
('D2','s','3','r','production','DONE','SUCCESS','c4','2026-03-03T14:00Z'),('D3','s','4','r','production','DONE','SUCCESS','m6','2026-03-04T11:00Z'),
('D4','s','5','r','production','DONE','SUCCESS','c4','2026-03-04T12:00Z'),('D5','s','6','r','production','DONE','SUCCESS','c7','2026-03-04T14:00Z'),
('D6','s','7','r','production','DONE','FAILURE','c7','2026-03-04T15:00Z'),('D7','s','8','r','production','DONE','SUCCESS','c7','2026-03-04T16:00Z'),
('D8','s','9','r','production','DONE','SUCCESS',null,'2026-03-05T09:00Z')`,
  `insert into data."PipelineRun" (id, data_source_id, external_id, repository_id, name, status, result, sha, created_at) values
('R1','s','1','r','ci','DONE','SUCCESS','c4','2026-03-03T13:00Z'),('R2','s','2','r','ci','DONE','FAILURE','c5e5e5e','2026-03-04T08:31Z'),
('R3','s','3','r','ci','DONE','SUCCESS','c7','2026-03-04T13:00Z')`,
  `insert into data."Job" (id, data_source_id, external_id, pipeline_run_id, name, attempt, status, result, created_at, started_at) values
('j1','s','1','R1','test',1,'DONE','FAILURE','2026-03-03T13:00:00Z','2026-03-03T13:00:40Z'),
('j2','s','2','R1','test',2,'DONE','SUCCESS','2026-03-03T13:10:00Z','2026-03-03T13:10:05Z'),
('j3','s','3','R2','test',1,'DONE','FAILURE','2026-03-04T08:31:00Z','2026-03-04T08:31:10Z'),
('j4','s','4','R3','test',1,'DONE','SUCCESS','2026-03-04T13:00:00Z','2026-03-04T13:00:10Z')`,
]

/** Empties the tables that no data source takes along. */
export async function clearWorld(db: RawDatabase): Promise<void> {
  await db.$executeRawUnsafe('delete from data."DataSource"')
  const own = [
    ...['ServiceRule', 'CountedRepository', 'DeploymentLink', 'CommitDeployment', 'PullRequestLink'],
    ...['CommitPullRequest', 'Person', 'PersonAccount', 'PersonAddress', 'PersonDecision', 'PersonMerge', 'LinkState'],
  ]
  await db.$executeRawUnsafe(`truncate ${own.map((name) => `data."${name}"`).join(', ')}`)
}

/** Makes the tiny world in an emptied database. */
export async function makeTinyWorld(db: RawDatabase): Promise<void> {
  await clearWorld(db)
  for (const statement of tinyWorld) await db.$executeRawUnsafe(statement)
}
