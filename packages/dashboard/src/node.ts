export { type NodeHandlerOptions, toNodeHandler } from './node/to-node-handler.js'
