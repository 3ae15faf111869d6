import { contributorTable, qualityIssueTable, qualityMeasureTable, qualityProjectTable } from '@data-import/model'

/** The tables that these scripts write. */
export const tables = [qualityProjectTable, qualityMeasureTable, qualityIssueTable, contributorTable]
