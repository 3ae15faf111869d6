import { ImportError } from './import-error.js'

/** The message of an error with those of its causes, which often say more (`fetch failed`). */
export function messageOf(error: Error): string {
  // Ours already say what is wrong and what to do.
  if (ImportError.isInstance(error)) return error.message
  const messages: string[] = []
  let current: unknown = error
  while (current instanceof Error && messages.length < 4) {
    const { message, cause, errors } = current as Error & { errors?: unknown[] }
    if (message !== '' && !messages.some((said) => said.includes(message))) messages.push(message)
    current = cause ?? errors?.[0]
  }
  return messages.join(': ') || 'It failed without a message.'
}
