export { main } from './main.js'
export { type ExitCode, exitCode } from './terminal/exit-code.js'
export type { Output, Terminal } from './terminal/terminal.js'
