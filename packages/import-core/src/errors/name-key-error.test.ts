import { expect, test } from 'vitest'
import { nameKeyError } from './name-key-error.js'

test.each([
  'Argument `where` of type RepositoryWhereUniqueInput needs at least one of `id` or `dataSourceId_externalId` arguments.',
  'Invalid `create()` invocation:\n\nArgument `dataSource` is missing.',
])('%s names the adapter', (message) => {
  const error = new Error(message)
  expect(nameKeyError(error)).toMatchObject({
    recovery: 'configure',
    cause: error,
    message: expect.stringContaining('`adaptSpecificationScript(script)` of @data-import/specification'),
  })
})

test.each([
  new Error('Argument `name` is missing.'),
  new Error('needs at least one of `id` or `fullName` arguments.'),
  'Argument `dataSource` is missing',
  undefined,
])('%s is another error', (thrown) => {
  expect(nameKeyError(thrown)).toBeUndefined()
})
