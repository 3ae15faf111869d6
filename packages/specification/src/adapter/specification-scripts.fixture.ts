/**
 * The specification's two scripts, word for word, with lists in the place of octokit's pages. One file, as a folder of
 * data sources would hold it.
 */
export const specificationScripts = `
interface GitHubRepo {
  id: number; name: string; full_name: string; description: string | null; html_url: string
  language: string | null; stargazers_count: number; forks_count: number; private: boolean
}

const pages = JSON.parse(process.env.SPECIFICATION_PAGES ?? '{}') as Record<string, GitHubRepo[]>

export const repositoryScript = {
  dataSourceName: 'GITHUB',
  resource: 'repository',
  dependsOn: [],
  importWindowDays: 365, // Full refresh

  async run(context: any) {
    const allRepos: GitHubRepo[] = pages[context.env.GITHUB_ORG] ?? [];

    // Upsert in parallel
    await Promise.all(
      allRepos.map(repo =>
        context.db.repository.upsert({
          where: { fullName: repo.full_name },
          create: {
            name: repo.name,
            fullName: repo.full_name,
            description: repo.description,
            provider: 'GITHUB',
            url: repo.html_url,
            language: repo.language,
            stars: repo.stargazers_count,
            forks: repo.forks_count,
            isPrivate: repo.private,
            lastSyncAt: new Date()
          },
          update: {
            description: repo.description,
            language: repo.language,
            stars: repo.stargazers_count,
            forks: repo.forks_count,
            lastSyncAt: new Date()
          }
        })
      )
    );

    await context.db.importLog.create({
      data: {
        dataSourceRunId: context.runId,
        level: 'INFO',
        message: 'Imported ' + allRepos.length + ' repositories'
      }
    });

    // Update count
    await context.db.dataSourceRun.update({
      where: { id: context.runId },
      data: { recordsImported: allRepos.length }
    });
  }
};

export const commitScript = {
  dataSourceName: 'GITHUB',
  resource: 'commit',
  dependsOn: ['repository'],
  importWindowDays: 90,

  async run(context: any) {
    // Get all repositories
    const repos = await context.db.repository.findMany({
      where: { provider: 'GITHUB' }
    });
    let count = 0;

    for (const repo of repos) {
      const [owner, repoName] = repo.fullName.split('/');
      const allCommits = ['1', '2'].map(sha => ({
        sha: sha + repoName,
        commit: { message: owner, author: { date: context.startDate.toISOString() } },
        stats: { additions: 3, deletions: 1 },
        files: [] as string[]
      }));
      count += allCommits.length;

      // Upsert commits in parallel
      await Promise.all(
        allCommits.map(commit =>
          context.db.commit.upsert({
            where: {
              repositoryId_sha: {
                repositoryId: repo.id,
                sha: commit.sha
              }
            },
            create: {
              sha: commit.sha,
              message: commit.commit.message,
              authorId: null,
              committedAt: new Date(commit.commit.author.date),
              repositoryId: repo.id,
              linesAdded: commit.stats?.additions || 0,
              linesRemoved: commit.stats?.deletions || 0,
              filesChanged: commit.files?.length || 0
            },
            update: {
              message: commit.commit.message,
              linesAdded: commit.stats?.additions || 0,
              linesRemoved: commit.stats?.deletions || 0,
              filesChanged: commit.files?.length || 0
            }
          })
        )
      );
    }

    await context.db.dataSourceRun.update({
      where: { id: context.runId },
      data: {
        lastFetchedDataAt: context.endDate,
        recordsImported: count
      }
    });
  }
};

export const scripts = [
  repositoryScript,
  commitScript
];
`
