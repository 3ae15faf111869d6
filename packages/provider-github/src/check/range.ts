/** From the least to the most; equal where it is known. */
export interface Range {
  least: number
  most: number
}
