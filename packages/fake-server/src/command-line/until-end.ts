/** Resolves on SIGINT or SIGTERM, and with the end of stdin where the command was asked to end with its parent. */
export function untilEnd({ untilStdinCloses = false }: { untilStdinCloses?: boolean } = {}): Promise<void> {
  return new Promise((resolve) => {
    const end = () => resolve()
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
    if (untilStdinCloses) process.stdin.once('end', end).once('close', end).resume()
  })
}
