/** A kind of hostile input, of any size. */
export interface Shape {
  /** As it reads in the name of a test: "n records at one name". */
  readonly name: string;
  /** The smallest size to measure: as small as shows how the work grows, since the table is run by every `npm test`. */
  readonly from: number;
  /** Makes the input of size `n`, which is not counted, and returns what is: the work on it, to be run once. */
  prepare(n: number): () => unknown;
}
