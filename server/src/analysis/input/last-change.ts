/** When the files of a zone changed last. Found out when it is first asked for, since it is read from the disk and git. */
export class LastChange {
  private readonly find: () => number | undefined;
  private known: { readonly at: number | undefined } | undefined;

  /** `find`: seconds since 1970; `undefined` where it is not known. */
  constructor(find: () => number | undefined) {
    this.find = find;
  }

  /** Whether a result rests on it. */
  get isUsed(): boolean {
    return this.known?.at !== undefined;
  }

  isBefore(time: number): boolean {
    this.known ??= { at: this.find() };
    const { at } = this.known;
    return at !== undefined && at <= time;
  }
}
