import { inject } from 'vitest'
import './provided.js'

/** Connection string of the test server's maintenance database, for a superuser: to make roles, or to end sessions. */
export function adminUrl(): string {
  return inject('serverUrl')
}
