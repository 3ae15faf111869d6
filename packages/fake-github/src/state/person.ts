/** Who is named in a commit. */
export interface Person {
  readonly name: string
  readonly email: string
}
