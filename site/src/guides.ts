/** A document of the checkout that is a page of the site. */
export interface Guide {
  /** From the root of the checkout. */
  source: string
  /** In the site. */
  page: string
  /** In the sidebar. */
  title: string
}

/** A group of the sidebar. */
export interface GuideGroup {
  title: string
  guides: readonly Guide[]
}

function guide(title: string, name: string): Guide {
  return { source: `docs/${name}`, page: name, title }
}

/**
 * The guides in the order in which they are to be read. One that isn't there is left out of the sidebar; one that is
 * there and not in this list fails the build.
 */
export const guideGroups: readonly GuideGroup[] = [
  {
    title: 'Start',
    guides: [
      guide('Getting started', 'getting-started.md'),
      guide('Write a provider', 'write-a-provider.md'),
      guide('Test a provider', 'test-a-provider.md'),
    ],
  },
  {
    title: 'Providers',
    guides: [
      guide('Git', 'git.md'),
      guide('GitHub', 'github.md'),
      guide('GitLab', 'gitlab.md'),
      guide('Jenkins', 'jenkins.md'),
      guide('CircleCI', 'circleci.md'),
      guide('SonarQube', 'sonarqube.md'),
    ],
  },
  {
    title: 'In operation',
    guides: [
      guide('Scheduling', 'scheduling.md'),
      guide('Webhooks', 'webhooks.md'),
      guide('Many machines', 'many-machines.md'),
      guide('Dashboard', 'dashboard.md'),
      guide('Observability', 'observability.md'),
      guide('Incremental import and completeness', 'incremental-and-completeness.md'),
      guide('Locks', 'locks.md'),
      guide('Errors', 'errors.md'),
      guide('Security', 'security.md'),
    ],
  },
  {
    title: 'Figures',
    guides: [
      guide('Links and figures', 'insight.md'),
      guide('Lead time', 'metrics/lead-time.md'),
      guide('Deployment frequency', 'metrics/deployment-frequency.md'),
      guide('Change failures', 'metrics/change-failures.md'),
      guide('Pull request cycle', 'metrics/pull-request-cycle.md'),
      guide('Review load', 'metrics/review-load.md'),
      guide('Pipeline health', 'metrics/pipeline-health.md'),
      guide('Flaky jobs', 'metrics/flaky-jobs.md'),
      guide('Hotspots', 'metrics/hotspots.md'),
      guide('Contributor absence factor', 'metrics/contributor-absence-factor.md'),
      guide('Quality trend', 'metrics/quality-trend.md'),
      guide('What could not be counted', 'metrics/gaps.md'),
      guide('People', 'people.md'),
    ],
  },
  {
    title: 'Reference',
    guides: [
      guide('Schema', 'schema.md'),
      guide('Command line', 'command-line.md'),
      { source: 'site/api.md', page: 'api/index.md', title: 'API' },
      guide('Compared with others', 'compared.md'),
      guide('Glossary', 'glossary.md'),
    ],
  },
  {
    title: 'Project',
    guides: [
      { source: 'docs/decisions/README.md', page: 'decisions/index.md', title: 'Decisions' },
      { source: 'CONTRIBUTING.md', page: 'contributing.md', title: 'Contributing' },
      { source: 'AGENTS.md', page: 'working-on-the-code.md', title: 'Working on the code' },
    ],
  },
]

/** All guides, in order. */
export const guides: readonly Guide[] = guideGroups.flatMap((group) => group.guides)
