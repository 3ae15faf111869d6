import type { FakeOwner } from '../fake-owner.js'

/** Repositories at which importers stumble. */
export async function addOddRepositories(owner: FakeOwner): Promise<void> {
  await owner.addRepository({ name: 'empty' })
  const quiet = await owner.addRepository({ name: 'without-issues', commits: 3, hasIssues: false })
  await quiet.openPullRequest({ title: 'A pull request where issues are off' })
  await owner.addRepository({ name: 'fork', commits: 4, isFork: true })
  await owner.addRepository({ name: 'archived', commits: 5, isArchived: true })
  const branch = await owner.addRepository({ name: 'other-branch', commits: 2, defaultBranch: 'trunk/stable' })
  await branch.push({ message: 'Odd text: \u202eright to left\u202c, 👩‍💻, "quotes", \ttabs, e\u0301\n\nBody\n\nmore' })
}
