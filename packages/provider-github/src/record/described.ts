import type { RestEndpointMethodTypes } from '@octokit/rest'

/**
 * What a method answers, as GitHub's own description of its REST API has it, by way of Octokit. What is read of a record is picked
 * where it is mapped; fields that servers leave out, against the description, are looser there.
 */
export type Described<
  Area extends keyof RestEndpointMethodTypes,
  Method extends keyof RestEndpointMethodTypes[Area],
> = RestEndpointMethodTypes[Area][Method] extends { response: { data: infer Data } } ? Data : never
