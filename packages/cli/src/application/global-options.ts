/** Options that every command takes. */
export interface GlobalOptions {
  /** Else DATABASE_URL, else the embedded database. */
  databaseUrl?: string
  /** Postgres schema of the tables; else DATA_IMPORT_SCHEMA, else what the application says, else `data`. */
  schema?: string
  /** Folder of the embedded database. */
  directory: string
  /** Folder of data source modules; `./data-sources` where it exists. */
  dataSources?: string
  /** Packages of providers. */
  provider?: readonly string[]
  color: boolean
}
