export type { Authorization, DashboardActions, DashboardOptions, HostLink } from './contract/options.js'
export { createDashboard } from './create-dashboard.js'
