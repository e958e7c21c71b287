/** When the files of a zone last changed. It is determined on the first request, because it is read from the disk and git. */
export class LastChange {
  private readonly find: () => number | undefined;
  private known: { readonly at: number | undefined } | undefined;

  /** `find` returns seconds since 1970; `undefined` if unknown. */
  constructor(find: () => number | undefined) {
    this.find = find;
  }

  /** Whether a result depends on it. */
  get isUsed(): boolean {
    return this.known?.at !== undefined;
  }

  isBefore(time: number): boolean {
    this.known ??= { at: this.find() };
    const { at } = this.known;
    return at !== undefined && at <= time;
  }
}
