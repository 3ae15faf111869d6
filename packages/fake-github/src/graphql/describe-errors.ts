import type { GraphQLError } from 'graphql'

/** Errors as GitHub writes them: `type` beside the message, and a code for fields that don't exist. */
export function describeErrors(errors: readonly GraphQLError[]) {
  return errors.map(({ message, path, locations, extensions }) => {
    const unknown = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(message)
    const [, fieldName, typeName] = unknown ?? []
    return {
      ...(typeof extensions.type === 'string' && { type: extensions.type }),
      ...(path && { path }),
      ...(unknown && { extensions: { code: 'undefinedField', typeName, fieldName } }),
      ...(locations && { locations }),
      message: unknown ? `Field '${fieldName}' doesn't exist on type '${typeName}'` : message,
    }
  })
}
