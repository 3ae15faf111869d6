import { contributorTable } from '@data-import/model'
import { graphqlAccount, restAccount } from '../people/account.js'
import { contributorRow } from '../people/contributor-row.js'
import { octo } from '../testing/mapped-people.js'
import type { ResourceDouble } from '../testing/resource-double.js'
import { contributor } from './contributor.js'

/** People are met on the way, so no truth says which of them there must be. */
export const contributorDouble: ResourceDouble = {
  resource: contributor,
  mappings: [
    {
      name: 'contributorRow of REST',
      whole: octo.rest,
      table: contributorTable,
      map: (one) => contributorRow(restAccount(one)),
    },
    {
      name: 'contributorRow of GraphQL',
      whole: octo.graphql,
      table: contributorTable,
      map: (one) => contributorRow(graphqlAccount(one)),
    },
  ],
}
