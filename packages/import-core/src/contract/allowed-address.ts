/**
 * Says whether requests may go to an address: see `OrchestratorOptions.isAllowedAddress`. Only `true` allows it.
 * @param url without user and password
 */
export type IsAllowedAddress = (url: URL) => boolean | Promise<boolean>
