import { spawn } from 'node:child_process'
import type { ServerAccount } from './server-account.js'
import { serverEnvironment } from './server-environment.js'

/** How a program ended and what it printed. */
export interface ProgramResult {
  code: number | null
  printed: string
}

/** Runs a program to its end, as the given account. Never rejects: why a program can't start is in `printed`. */
export function runProgram(
  program: string,
  parameters: readonly string[],
  account?: ServerAccount,
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      // The account may be unable to enter the folder that we run in.
      ...(account ? { uid: account.uid, gid: account.gid, cwd: '/' } : {}),
      env: serverEnvironment(process.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    let printed = ''
    const collect = (chunk: Buffer) => {
      printed += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ code: null, printed: `${printed}${error.message}` }))
    child.on('close', (code) => resolve({ code, printed }))
  })
}
