export { adaptSpecificationScript } from './adapter/adapt-specification-script.js'
export { loadScripts } from './load-scripts.js'
export type { LoadedProvider } from './modules/provider-module.js'
