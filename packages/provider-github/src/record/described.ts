import type { RestEndpointMethodTypes } from '@octokit/rest'

type Answer<
  Area extends keyof RestEndpointMethodTypes,
  Method extends keyof RestEndpointMethodTypes[Area],
> = RestEndpointMethodTypes[Area][Method] extends { response: { data: infer Data } } ? Data : never

/**
 * Records as GitHub's own description of its REST API has them, by way of Octokit. What is read of each is picked where it is
 * mapped; fields that servers leave out, against the description, are looser there.
 */
export type DescribedRun = Answer<'actions', 'listWorkflowRunsForRepo'>['workflow_runs'][number]
export type DescribedJob = Answer<'actions', 'listJobsForWorkflowRun'>['jobs'][number]
export type DescribedWorkflow = Answer<'actions', 'listRepoWorkflows'>['workflows'][number]
export type DescribedRelease = Answer<'repos', 'listReleases'>[number]
export type DescribedIssue = Answer<'issues', 'listForRepo'>[number]
export type DescribedIssueComment = Answer<'issues', 'listCommentsForRepo'>[number]
export type DescribedPullRequest = Answer<'pulls', 'list'>[number]
export type DescribedReviewComment = Answer<'pulls', 'listReviewCommentsForRepo'>[number]
export type DescribedRepository = Answer<'repos', 'listForOrg'>[number]
export type DescribedCommit = Answer<'repos', 'listCommits'>[number]
