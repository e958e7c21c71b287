let nextId = 1;

/**
 * Where a declaration starts in its document. Results of a declaration are relative to it, so they need not be computed again if
 * only the text before it changes: then the anchor moves.
 */
export class DeclarationAnchor {
  readonly path: string;
  readonly id = nextId++;
  /** Offset in the document. */
  at: number;

  constructor(path: string, at: number) {
    this.path = path;
    this.at = at;
  }
}
