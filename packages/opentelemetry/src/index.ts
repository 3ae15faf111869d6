export { type ObserveLedgerOptions, observeLedger } from './observe-ledger.js'
export { type OpenTelemetryHooks, type OpenTelemetryOptions, openTelemetry } from './open-telemetry.js'
