import { createRedactor, type Redactor } from '@data-import/core'
import type { Output, Terminal } from './terminal.js'

/** A terminal that shows none of the secrets that it was told to `hide`, whoever writes. */
export function maskSecrets(terminal: Omit<Terminal, 'hide'>): Terminal & Required<Pick<Terminal, 'hide'>> {
  const hidden = new Set<string>()
  let redactor: Redactor | undefined
  const masked = (output: Output): Output => ({
    // Other texts go through untouched: a result of `sql` may hold an address that looks like it had a password.
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
