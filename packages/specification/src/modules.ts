export { isCanonical, requireAgreement } from './modules/agree-on-tables.js'
export { importFile, importPackage } from './modules/import-module.js'
export { type LoadedProvider, providerOf } from './modules/provider-module.js'
export { requireOwnFile } from './modules/require-own-file.js'
