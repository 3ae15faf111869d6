/** What SonarQube says of a refusal: `{"errors":[{"msg":"Insufficient privileges"}]}`. Undefined where it isn't SonarQube that speaks. */
export function refusalIn(body: unknown): string | undefined {
  const { errors } = (typeof body === 'object' && body !== null ? body : {}) as { errors?: unknown }
  if (!Array.isArray(errors)) return undefined
  const messages = errors.flatMap((error: { msg?: unknown } | null) =>
    typeof error?.msg === 'string' ? error.msg : [],
  )
  return messages.length > 0 ? messages.join(' ') : undefined
}
