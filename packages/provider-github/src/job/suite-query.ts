/** A page of what a suite holds of every kind: `LATEST` would keep one of several jobs of one name. */
const checkRuns = (after: string) => `checkRuns(first: 100${after}, filterBy: { checkType: ALL }) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { databaseId name status conclusion startedAt completedAt detailsUrl title }
      }`

/** Check suites by their ids, each with the first of its check runs. */
export const checkSuitesQuery = `query checkSuites($ids: [ID!]!) {
  rateLimit { cost }
  nodes(ids: $ids) {
    ... on CheckSuite {
      app { slug }
      ${checkRuns('')}
    }
  }
}`

/** What comes after the first hundred check runs of one suite. */
export const checkRunsQuery = `query checkRuns($suite: ID!, $after: String!) {
  rateLimit { cost }
  node(id: $suite) {
    ... on CheckSuite {
      ${checkRuns(', after: $after')}
    }
  }
}`
