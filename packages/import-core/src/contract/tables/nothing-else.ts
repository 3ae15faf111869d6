/** Forbids the properties that a shape doesn't have: an inferred type has no check for misspelt ones. */
export type NothingElse<Given, Shape> = { readonly [Property in Exclude<keyof Given, keyof Shape>]: never }
