let nextId = 1;

/**
 * The start of a declaration in its document. Results for a declaration count from there, so that they need not be
 * computed again when only the text before it changes: then the anchor moves.
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
