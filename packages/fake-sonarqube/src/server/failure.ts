/** An answer that refuses; without a message its body is empty. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    message = '',
  ) {
    super(message)
    this.name = 'Failure'
  }
}

/** The token lacks a right. */
export function insufficient(): Failure {
  return new Failure(403, 'Insufficient privileges')
}
