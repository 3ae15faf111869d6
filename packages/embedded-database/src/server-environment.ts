/** The environment of the server's programs: settings meant for another Postgres must not reach this one. */
export function serverEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('PG') && name !== 'DATABASE_URL')
  // On macOS the server doesn't start where the locale is unset: https://www.postgresql.org/message-id/20141002211914.GA1140
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}
