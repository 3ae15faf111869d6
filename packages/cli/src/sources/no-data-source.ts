/** What to do first. */
export const noDataSource = 'There is no data source yet. Add one: data-import sources add\n'
