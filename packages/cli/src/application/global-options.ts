/** Options that every command takes. */
export interface GlobalOptions {
  /** Default: DATABASE_URL, otherwise the embedded database. */
  databaseUrl?: string
  /** Postgres schema of the tables. Default: DATA_IMPORT_SCHEMA, then what the application says, then `data`. */
  schema?: string
  /** Folder of the embedded database. */
  directory: string
  /** Folder of data source modules; Default: `./data-sources`, if it exists. */
  dataSources?: string
  /** Packages of providers. */
  provider?: readonly string[]
  color: boolean
}
