export type { FakeLimits } from './api/limits.js'
export { type PopulateOptions, populate } from './populate/populate.js'
export { randomChange } from './populate/random-change.js'
export { type FakeCircleci, type FakeCircleciOptions, startFakeCircleci } from './server/start-fake-circleci.js'
export type {
  FakeComponent,
  FakeEnvironment,
  FakeJob,
  FakeOrganizationRecord,
  FakePipeline,
  FakeProjectRecord,
  FakeStatus,
  FakeTest,
  FakeUser,
  FakeVcs,
  FakeVersion,
  FakeWorkflow,
} from './state/records.js'
export type { WorldOptions } from './state/world.js'
export type { DeployOptions, FakeOrganization, ProjectOptions } from './verbs/organization.js'
export type { FakeProject, JobOptions, PipelineOptions, WorkflowOptions } from './verbs/project.js'
