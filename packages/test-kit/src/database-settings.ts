/**
 * Settings that every test database gets, as `TEST_DATABASE_SETTINGS` says them: `timezone=Asia/Kolkata, datestyle='SQL, DMY'`.
 *
 * @throws for what is no list of names and values.
 */
export function databaseSettings(text: string | undefined): [name: string, value: string][] {
  if (!text?.trim()) return []
  const parts = text.match(/(?:[^,']|'[^']*')+/g) ?? []
  return parts.map((part) => {
    const [, name, quoted, plain] = /^\s*(\w+)\s*=\s*(?:'([^']*)'|([^\s']+))\s*$/.exec(part) ?? []
    const value = quoted ?? plain
    if (name === undefined || value === undefined) {
      throw new Error(
        `TEST_DATABASE_SETTINGS has "${part.trim()}", which is no setting. Write it as: timezone=Asia/Kolkata, datestyle='SQL, DMY'`,
      )
    }
    return [name, value]
  })
}

/** The statement that sets them for a database. */
export function settingsStatements(database: string, text: string | undefined): string[] {
  return databaseSettings(text).map(([name, value]) => `ALTER DATABASE "${database}" SET ${name} = '${value}'`)
}
