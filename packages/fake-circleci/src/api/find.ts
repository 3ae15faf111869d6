import type {
  FakeComponent,
  FakeOrganizationRecord,
  FakePipeline,
  FakeProjectRecord,
  FakeWorkflow,
} from '../state/records.js'

/** A project by its slug, in the short and the long form of the vendor's name; undefined where the token doesn't see it. */
export function projectOf(organization: FakeOrganizationRecord, slug: string): FakeProjectRecord | undefined {
  const short = slug.replace(/^github\//, 'gh/').replace(/^bitbucket\//, 'bb/')
  return visible(organization).find((project) => project.slug === short)
}

export function visible(organization: FakeOrganizationRecord): FakeProjectRecord[] {
  return organization.projects.filter(({ isVisible }) => isVisible)
}

export function pipelineOf(organization: FakeOrganizationRecord, id: string) {
  for (const project of visible(organization)) {
    const pipeline = project.pipelines.find((one) => one.id === id)
    if (pipeline) return { project, pipeline }
  }
  return undefined
}

export function workflowOf(
  organization: FakeOrganizationRecord,
  id: string,
): { project: FakeProjectRecord; pipeline: FakePipeline; workflow: FakeWorkflow } | undefined {
  for (const project of visible(organization)) {
    for (const pipeline of project.pipelines) {
      const workflow = pipeline.workflows.find((one) => one.id === id)
      if (workflow) return { project, pipeline, workflow }
    }
  }
  return undefined
}

export function componentOf(organization: FakeOrganizationRecord, id: string): FakeComponent | undefined {
  return organization.components.find((one) => one.id === id)
}

/** The newest first; of those of one instant, the one with the greater number. */
export function newestFirst(pipelines: readonly FakePipeline[]): FakePipeline[] {
  return [...pipelines].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.number - a.number)
}
