let nextId = 1;

/**
 * Where something that is declared starts in its document. What is worked out of a declaration counts from there, so that
 * it need not be worked out anew when only what stands before it changes: then the anchor moves.
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
