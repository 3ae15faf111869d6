/**
 * Makes what tells the host of a failure.
 *
 * @param onError the host's; what it throws itself changes no answer. Default: a line on the console.
 */
export function createTeller(
  onError: (error: unknown) => void = (error) => console.error('The dashboard failed:', error),
): (error: unknown) => void {
  return (error) => {
    try {
      onError(error)
    } catch (thrown) {
      console.error('onError of the dashboard failed:', thrown)
    }
  }
}
