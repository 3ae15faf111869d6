import { commitFileTable, commitTable, contributorTable, repositoryTable } from '@data-import/model'

/** The tables that these scripts write. */
export const tables = [repositoryTable, contributorTable, commitTable, commitFileTable]
