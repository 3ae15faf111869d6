/** What is sent back. */
export interface FakeAnswer {
  readonly status: number
  /** Sent as JSON, or as it is if it is text. Without it nothing is sent. */
  readonly body?: unknown
  /** Names in lower case. They replace the server's own. */
  readonly headers?: Readonly<Record<string, string>>
}
