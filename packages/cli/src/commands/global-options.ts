/** Options that every command takes. */
export interface GlobalOptions {
  /** Else DATABASE_URL, else the embedded database. */
  databaseUrl?: string
  /** Folder of the embedded database. */
  directory: string
  /** Folder of data source modules; `./data-sources` where it exists. */
  dataSources?: string
  /** Packages of providers. */
  provider?: readonly string[]
  color: boolean
}
