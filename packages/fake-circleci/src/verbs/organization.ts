import type { FakeComponent, FakeJob, FakeOrganizationRecord, FakePipeline, FakeWorkflow } from '../state/records.js'
import type { World } from '../state/world.js'
import { createProject, type FakeProject } from './project.js'

/** A project as it is made. */
export interface ProjectOptions {
  readonly name: string
  /** `app` is one of the GitHub App or GitLab: its slug and address are opaque. Default `oauth`. */
  readonly kind?: 'oauth' | 'app'
  /** Default: of GitHub, by the organization's and the project's name. */
  readonly repositoryUrl?: string
}

/** A deployment as it is told. */
export interface DeployOptions {
  readonly component: string
  readonly environment: string
  readonly version: string
  readonly project: FakeProject
  readonly pipeline: FakePipeline
  readonly workflow: FakeWorkflow
  readonly job: FakeJob
  /** Default: now. */
  readonly at?: Date
}

/** An organization that can be changed. */
export interface FakeOrganization {
  readonly record: FakeOrganizationRecord
  readonly slug: string
  readonly token: string
  addProject(options: ProjectOptions): FakeProject
  projects(): readonly FakeProject[]
  deploy(options: DeployOptions): FakeComponent
}

/** Adds an organization, with a token that sees all of it. */
export function createOrganization(world: World, slug: string, token: string): FakeOrganization {
  const name = slug.split('/').at(-1) ?? slug
  const record: FakeOrganizationRecord = {
    ...{ id: world.uuid(), slug, name, token },
    ...{ projects: [], environments: [], components: [] },
  }
  world.organizations.push(record)
  const projects: FakeProject[] = []
  return {
    record,
    slug,
    token,
    projects: () => projects,
    addProject({ name: projectName, kind = 'oauth', repositoryUrl }) {
      const id = world.uuid()
      const isOpaque = kind === 'app'
      const url = repositoryUrl ?? `https://github.com/${name}/${projectName}`
      const project = createProject(world, {
        id,
        slug: isOpaque
          ? `circleci/${record.id.replaceAll('-', '').slice(0, 22)}/${id.replaceAll('-', '').slice(0, 22)}`
          : `${slug}/${projectName}`,
        name: projectName,
        provider: isOpaque ? 'CircleCI' : 'GitHub',
        vcsUrl: isOpaque ? `//circleci.com/${record.id}/${id}` : url,
        repositoryUrl: url,
        pipelines: [],
        lastJobNumber: 0,
        isVisible: true,
      })
      record.projects.push(project.record)
      projects.push(project)
      return project
    },
    deploy({ component: componentName, environment: environmentName, version: versionName, project, ...options }) {
      const at = options.at ?? world.now()
      let environment = record.environments.find((one) => one.name === environmentName)
      if (!environment) {
        environment = { id: world.uuid(), name: environmentName }
        record.environments.push(environment)
      }
      let component = record.components.find((one) => one.name === componentName && one.projectId === project.record.id)
      if (!component) {
        component = {
          ...{ id: world.uuid(), name: componentName, projectId: project.record.id },
          ...{ createdAt: at, updatedAt: at, releaseCount: 0, versions: [] },
        }
        record.components.push(component)
      }
      const { id: environmentId } = environment
      component.updatedAt = at
      component.releaseCount += 1
      for (const one of component.versions) if (one.environmentId === environmentId) one.isLive = false
      const deployed = {
        isLive: true,
        pipelineId: options.pipeline.id,
        workflowId: options.workflow.id,
        jobId: options.job.id,
        jobNumber: options.job.number,
        lastDeployedAt: at,
      }
      const known = component.versions.find((one) => one.environmentId === environmentId && one.name === versionName)
      if (known) Object.assign(known, deployed)
      else component.versions.push({ name: versionName, environmentId, ...deployed })
      return component
    },
  }
}
