import { databaseError, ImportError } from '@data-import/core'
import { messagePage } from './frame.js'
import type { Asked, Served } from './served.js'

/**
 * Answers with what failed, in words, and tells the host. What isn't known to be free of secrets stays in the host's own log.
 */
export function explain(served: Served, asked: Asked, error: unknown, form: 'html' | 'json' = 'html'): Response {
  const { respond } = served
  served.tell(error)
  const known = databaseError(error, 'reading for the dashboard')
  const why = ImportError.isInstance(known) ? known.message : 'The log of the application says why.'
  const code = ImportError.isInstance(known) && known.recovery === 'retry' ? 503 : 500
  const title = 'This page can’t be shown just now'
  return form === 'json'
    ? respond.json({ error: why }, code)
    : respond.page(messagePage(served, asked, title, why), code)
}
