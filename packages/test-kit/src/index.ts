export { acmeScript, addAcmeSource, statusesOf, wireAcme } from './acme.js'
export { adminUrl } from './admin-url.js'
export { createProgram } from './bundle-program.js'
export { createTestDatabase, type OwnTestDatabase, type TestDatabase } from './create-test-database.js'
export {
  type CommandOptions,
  type CommandResult,
  createWorkspace,
  type Workspace,
  type WorkspaceTerminal,
} from './create-workspace.js'
export { killPassAt } from './kill-pass-at.js'
export { ownDatabase } from './own-database.js'
export { isDeep, randomRuns, randomTimeoutMs } from './random-runs.js'
export {
  createRandom,
  type FaultRecord,
  isWholeSuite,
  itSideBySide,
  percentile,
  recordFault,
  times,
} from './record-fault.js'
export { sampledCases } from './sampled-cases.js'
export { sampledRules } from './sampled-rules.js'
export { type OwnServer, startOwnServer } from './start-own-server.js'
export { templateDatabase } from './template-database.js'
export { clearWorld, makeTinyWorld } from './tiny-world.js'
export { useTestDatabase } from './use-test-database.js'
