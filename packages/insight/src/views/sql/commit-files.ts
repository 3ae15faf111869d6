import type { Tables } from '../../database/read-tables.js'

/**
 * The commits that hotspots are about, as a query: of the last 90 days, without merges and bots, with the id of the row that has the commit's
 * files. That is the commit itself, or the same one of a clone of the repository; null where nobody has imported its files.
 */
export function recentCommits(table: Tables): string {
  return `
  select k.organization_id, k.counted_id, c.author_id, c.author_email, c.message, c.committed_at, c.files_changed, f.commit_id as with_files
  from ${table('Commit')} c
  join ${table('CountedRepository')} k on k.commits_id = c.repository_id and k.repository_id = k.counted_id
  left join ${table('Contributor')} a on a.id = c.author_id
  left join lateral (
    select y.id as commit_id from ${table('CountedRepository')} m
    join ${table('Commit')} y on y.repository_id = m.repository_id and y.sha = c.sha
    where m.counted_id = k.counted_id and exists (select from ${table('CommitFile')} f where f.commit_id = y.id)
    order by y.id = c.id desc, y.id limit 1
  ) f on true
  where c.committed_at >= now() - interval '90 days' and c.unreachable_at is null and not coalesce(a.is_bot, false)
    and not coalesce(c.is_merge, cardinality(c.parent_shas) > 1, false)`
}
