import { spawn } from 'node:child_process'
import { basename } from 'node:path'
import { root } from './workspace.mjs'

const isWindows = process.platform === 'win32'
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }

/**
 * Runs a command to its end and never throws for its exit code. A signal for this process is the child's to answer:
 * a terminal sends Ctrl-C to both, anything else is passed on.
 * @returns its exit code as a shell would give it, and what it printed where that was to be captured.
 */
export function run(command, parameters, { cwd = root, env = {}, output = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      cwd,
      env: { ...process.env, ...env },
      stdio: output === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell: isWindows && command.endsWith('.cmd'),
    })
    let stdout = ''
    let printed = ''
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text
      printed += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      printed += text
    })
    const interrupt = () => process.stdin.isTTY || child.kill('SIGINT')
    const terminate = () => child.kill('SIGTERM')
    process.on('SIGINT', interrupt).on('SIGTERM', terminate)
    const settle = () => process.off('SIGINT', interrupt).off('SIGTERM', terminate)
    child.on('error', (error) => {
      settle()
      reject(error)
    })
    child.on('close', (code, signal) => {
      settle()
      resolve({ code: code ?? 128 + (signalNumbers[signal] ?? 0), stdout, printed })
    })
  })
}

/** Runs a JavaScript file with this Node. */
export function runNode(script, parameters, options) {
  return run(process.execPath, [script, ...parameters], options)
}

/** Runs npm: the one that started us where it did, else the one on the path. */
export function runNpm(parameters, options) {
  const started = process.env.npm_execpath
  if (started && basename(started) === 'npm-cli.js') return runNode(started, parameters, options)
  return run(isWindows ? 'npm.cmd' : 'npm', parameters, options)
}
