import 'vitest'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the server's maintenance database, for a superuser. */
    serverUrl: string
    /** Name of the migrated database that test databases are copied from. */
    templateDatabase: string
    /** Where programs are made that tests start: deleted after them. */
    programFolder: string
  }
}
