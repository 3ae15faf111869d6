import { literal, type Tables } from '../database/read-tables.js'

/**
 * Links merged pull requests that are new, have changed, or whose commits have come since, to the commits by which they got in:
 *
 * - SAME: the last of its own commits is in the history, by a merge commit or a fast-forward.
 * - REBASE: as many commits back from the merge as it has were written at the same times in the same order as its own.
 * - SQUASH: else; one commit stands for all. Where the vendor squashes and merges, it is the second parent of the merge commit.
 * - MERGED_BY: the merge commit itself.
 *
 * Titles and `(#12)` are never asked: people, cherry-picks and reverts write them too.
 */
export function linkPullRequests(table: Tables, organizationId: string | undefined): string {
  const only = organizationId === undefined ? '' : `and k.organization_id = ${literal(organizationId)}`
  const onlyLinks =
    organizationId === undefined
      ? 'true'
      : `exists (select from ${table('CountedRepository')} k where k.commits_id = l.commits_id ${only})`
  const own = (id: string) =>
    `(select count(*)::int from ${table('PullRequestCommit')} o where o.pull_request_id = ${id})`
  // With an offset, Postgres looks each one up: else a planner that expects many of them reads all commits.
  const commit = (repository: string, sha: string) =>
    `select c.sha, c.authored_at, c.parent_shas from ${table('Commit')} c where c.repository_id = ${repository} and c.sha = ${sha} offset 0`
  const known = `(select count(*) from ${table('PullRequestCommit')} o
      join ${table('Commit')} c on c.repository_id = t.commits_id and c.sha = o.sha where o.pull_request_id = t.id)`
  const isThere = (repository: string, sha: string) =>
    `exists (select from ${table('Commit')} c where c.repository_id = ${repository} and c.sha = ${sha})`
  return `
with recursive merged as (
  select p.id, k.commits_id, p.merge_sha, p.head_sha, p.commits_count, p.base_ref, r.default_branch
  from ${table('PullRequest')} p
  join ${table('CountedRepository')} k on k.repository_id = p.repository_id and k.counted_id = p.repository_id ${only}
  join ${table('Repository')} r on r.id = p.repository_id
  where p.merged_at is not null and p.removed_at is null
), fallen as materialized (
  select l.pull_request_id from ${table('PullRequestLink')} l
  where ${onlyLinks} and not exists (select from merged m where m.id = l.pull_request_id)
), wanted as materialized (
  select m.* from merged m left join ${table('PullRequestLink')} l on l.pull_request_id = m.id
  where l.pull_request_id is null
    or (l.commits_id, l.merge_sha, l.head_sha) is distinct from (m.commits_id, m.merge_sha, m.head_sha)
    or (not l.is_settled and (l.own_commits <> ${own('m.id')} or l.rule is null and ${isThere('m.commits_id', 'm.merge_sha')}
      or l.unresolved = 'the history before its merge is not imported'))
), told as materialized (
  select w.*, ${own('w.id')} as own_commits, c.sha is not null as is_in, c.sha as merge_commit, c.parent_shas,
    coalesce(cardinality(c.parent_shas), 0) > 1 as is_merge,
    -- A head that got in by another way says nothing about a merge that is neither its own commit nor a merge commit.
    y.sha is not null and (cardinality(c.parent_shas) > 1
      or c.sha = coalesce(h.sha, w.head_sha)) as has_head
  from wanted w
  left join lateral (${commit('w.commits_id', 'w.merge_sha')}) c on true
  left join lateral (
    select o.sha from ${table('PullRequestCommit')} o where o.pull_request_id = w.id order by o.position desc, o.sha desc limit 1
  ) h on true
  left join lateral (${commit('w.commits_id', 'coalesce(h.sha, w.head_sha)')}) y on true
), line as (
  select t.id, t.commits_id, t.own_commits, 1 as step, c.sha, c.authored_at, c.parent_shas[1] as parent
  from told t
  cross join lateral (${commit('t.commits_id', 'case when t.is_merge then t.parent_shas[2] else t.merge_commit end')}) c
  where t.is_in and t.has_head is not true
  union all
  select l.id, l.commits_id, l.own_commits, l.step + 1, c.sha, c.authored_at, c.parent_shas[1]
  from line l cross join lateral (${commit('l.commits_id', 'l.parent')}) c where l.step < l.own_commits
), copied as materialized (
  select t.id, count(l.sha) > 0 as has_line,
    case when t.has_head then ${known} = t.own_commits
      else coalesce(count(l.sha) = t.own_commits or bool_or(l.sha is not null and l.parent is null), false) end as is_whole,
    t.own_commits > 1 and count(l.sha) filter (where o.authored_at = l.authored_at) = t.own_commits as is_rebase
  from told t left join line l on l.id = t.id
  left join lateral (
    select o.authored_at from ${table('PullRequestCommit')} o where o.pull_request_id = t.id
    order by o.position desc, o.sha desc offset l.step - 1 limit 1
  ) o on true
  group by t.id, t.commits_id, t.own_commits, t.has_head
), ruled as materialized (
  select t.*, case when not t.is_in then null when t.has_head then 'SAME' when not c.has_line then null when c.is_rebase then 'REBASE' else 'SQUASH' end as rule,
    case when t.merge_sha is null then 'the vendor names no commit by which it was merged'
      when not t.is_in and t.base_ref <> t.default_branch then 'it was merged into ' || t.base_ref || ', whose history is not imported'
      when not t.is_in then 'the commit by which it was merged is not imported'
      when t.own_commits = 0 then 'its own commits are not imported'
      when t.own_commits < t.commits_count then 'only some of its own commits are imported'
      when not c.is_whole and (t.own_commits > 1 or t.is_merge) then 'the history before its merge is not imported' end as unresolved
  from told t join copied c on c.id = t.id
), linked (commits_id, sha, id, rule) as (
  select r.commits_id, o.sha, r.id, 'SAME' from ruled r
  cross join lateral (select o.sha from ${table('PullRequestCommit')} o where o.pull_request_id = r.id offset 0) o
  cross join lateral (${commit('r.commits_id', 'o.sha')}) c where r.rule = 'SAME'
  union
  select r.commits_id, r.head_sha, r.id, 'SAME' from ruled r where r.rule = 'SAME' and r.own_commits = 0 and r.head_sha is not null
  union
  select l.commits_id, l.sha, l.id, r.rule from ruled r join line l on l.id = r.id where r.rule = 'REBASE' or r.rule = 'SQUASH' and l.step = 1
  union
  select r.commits_id, r.merge_sha, r.id, 'MERGED_BY' from ruled r where r.is_in and (r.is_merge or r.rule = 'SAME')
    and not exists (select from ${table('PullRequestCommit')} o where o.pull_request_id = r.id and o.sha = r.merge_sha)
    and (r.own_commits > 0 or r.merge_sha is distinct from r.head_sha)
), unlinked as (
  delete from ${table('CommitPullRequest')} x where x.pull_request_id in (select id from ruled union all select pull_request_id from fallen)
    and not exists (select from linked l where (l.commits_id, l.sha, l.id) = (x.repository_id, x.sha, x.pull_request_id))
), put as (
  insert into ${table('CommitPullRequest')} as x (repository_id, sha, pull_request_id, rule) select * from linked
  on conflict (repository_id, sha, pull_request_id) do update set rule = excluded.rule where x.rule <> excluded.rule
), gone as (
  delete from ${table('PullRequestLink')} l using fallen f where l.pull_request_id = f.pull_request_id
)
insert into ${table('PullRequestLink')} as l (pull_request_id, commits_id, rule, unresolved, merge_sha, head_sha, own_commits, is_settled)
select id, commits_id, rule, unresolved, merge_sha, head_sha, own_commits, unresolved is null from ruled
on conflict (pull_request_id) do update set commits_id = excluded.commits_id, rule = excluded.rule, unresolved = excluded.unresolved,
  merge_sha = excluded.merge_sha, head_sha = excluded.head_sha, own_commits = excluded.own_commits, is_settled = excluded.is_settled
where (l.commits_id, l.rule, l.unresolved, l.merge_sha, l.head_sha, l.own_commits) is distinct from
  (excluded.commits_id, excluded.rule, excluded.unresolved, excluded.merge_sha, excluded.head_sha, excluded.own_commits)`
}
