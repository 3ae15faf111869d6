import { createRedactor, type Redactor } from '@data-import/core'
import type { Output, Terminal } from './terminal.js'

/** A terminal that masks the secrets given to `hide`, whoever writes them. */
export function maskSecrets(terminal: Omit<Terminal, 'hide'>): Terminal & Required<Pick<Terminal, 'hide'>> {
  const hidden = new Set<string>()
  let redactor: Redactor | undefined
  const masked = (output: Output): Output => ({
    // Other text stays exact: a result of `sql` may hold an address that only looks as if it had a password.
    write: (text) => output.write(redactor?.holdsSecret(text) ? redactor.text(text) : text),
    get isTTY() {
      return output.isTTY
    },
    get columns() {
      return output.columns
    },
  })
  return {
    ...terminal,
    stdout: masked(terminal.stdout),
    stderr: masked(terminal.stderr),
    hide(secrets) {
      for (const secret of secrets) hidden.add(secret)
      redactor = createRedactor([...hidden])
    },
  }
}
