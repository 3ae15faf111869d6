import { mergeRequestUrl } from '../changes/merge-request-verbs.js'
import type { FakeCommit } from '../git/commit.js'
import type { FakeMergeRequest } from '../state/merge-request.js'
import { type FakeProject, fullPath } from '../state/project.js'
import type { World } from '../state/world.js'
import { connection, type PageArguments } from './connection.js'
import { userNode } from './user-node.js'

/** A merge request, as queries see one. */
export function mergeRequestNode(world: World, project: FakeProject, given: FakeMergeRequest) {
  const source = given.sourceProjectId === null ? undefined : world.projects.get(given.sourceProjectId)
  const { lines, commits } = given
  return {
    id: `gid://gitlab/MergeRequest/${given.id}`,
    iid: String(given.iid),
    title: given.title,
    description: given.description,
    state: given.state,
    draft: given.isDraft,
    author: userNode(world, given.author),
    createdAt: given.createdAt.toISOString(),
    updatedAt: given.updatedAt.toISOString(),
    mergedAt: given.mergedAt?.toISOString() ?? null,
    closedAt: given.closedAt?.toISOString() ?? null,
    webUrl: mergeRequestUrl(world, project, given.iid),
    commitCount: commits.length,
    diffStatsSummary: lines && {
      ...{ additions: lines.additions, deletions: lines.deletions, fileCount: lines.files },
      changes: lines.additions + lines.deletions,
    },
    sourceProject: source
      ? { id: `gid://gitlab/Project/${source.id}`, webUrl: `${world.webUrl}/${fullPath(source)}` }
      : null,
    approvedBy: (args: PageArguments) => connection(given.approvals, args, ({ account }) => userNode(world, account)),
    reviewers: (args: PageArguments) => connection(given.reviewers, args, ({ account }) => userNode(world, account)),
    commits: (args: PageArguments) => commitList(world, project, given, args),
    commitsWithoutMergeCommits: (args: PageArguments) => commitList(world, project, given, args),
    notes: (args: PageArguments) =>
      connection(given.notes, args, (note) => ({
        id: `gid://gitlab/${note.path === null ? 'Note' : 'DiffNote'}/${note.id}`,
        author: userNode(world, note.author),
        body: note.body,
        createdAt: note.createdAt.toISOString(),
        updatedAt: note.updatedAt.toISOString(),
        system: note.isSystem,
        position: note.path === null ? null : { filePath: note.path, newPath: note.path, oldPath: note.path },
        url: `${mergeRequestUrl(world, project, given.iid)}#note_${note.id}`,
      })),
  }
}

function commitList(world: World, project: FakeProject, given: FakeMergeRequest, args: PageArguments) {
  const found = given.commits.flatMap((sha) => project.graph.get(sha) ?? [])
  return connection(found, args, (commit) => commitNode(world, project, commit))
}

/** A commit, as queries see one. */
export function commitNode(world: World, project: FakeProject, commit: FakeCommit) {
  const { sha, message, author, committer } = commit
  return {
    ...{ id: `gid://gitlab/Commit/${sha}`, sha, message, title: message.split('\n')[0] ?? '' },
    ...{ authorName: author.name, authorEmail: author.email, authoredDate: author.date.toISOString() },
    ...{ committerName: committer.name, committerEmail: committer.email },
    committedDate: committer.date.toISOString(),
    author: null,
    webUrl: `${world.webUrl}/${fullPath(project)}/-/commit/${sha}`,
  }
}
