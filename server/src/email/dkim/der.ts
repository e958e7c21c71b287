/** One element of DER (ITU-T X.690). Offsets are in the octets from which it was read. */
export interface DerElement {
  readonly tag: number;
  /** The offset of the tag. */
  readonly start: number;
  /** The offset of its contents. */
  readonly content: number;
  /** The end of its contents according to its length field; can be after the last octet. */
  readonly end: number;
}

export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const NULL = 0x05;
export const OBJECT_IDENTIFIER = 0x06;
export const SEQUENCE = 0x30;
/** `[0]`, constructed. */
export const CONTEXT_0 = 0xa0;

/** The element whose tag is at `at`; `undefined` if there is not enough data, or if its length is not definite. */
export function readElement(bytes: Uint8Array, at: number): DerElement | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return undefined;
  if (first < 0x80) return { tag, start: at, content: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 4) return undefined;
  let length = 0;
  for (let i = 0; i < count; i++) {
    const octet = bytes[at + 2 + i];
    if (octet === undefined) return undefined;
    length = length * 256 + octet;
  }
  const content = at + 2 + count;
  return { tag, start: at, content, end: content + length };
}

/**
 * The first elements inside `parent`, at most `limit`. Stops at the first unreadable one, and keeps one that exceeds the parent.
 */
export function childrenOf(bytes: Uint8Array, parent: DerElement, limit: number): readonly DerElement[] {
  const children: DerElement[] = [];
  let at = parent.content;
  while (children.length < limit && at < parent.end) {
    const child = readElement(bytes, at);
    if (child === undefined) break;
    children.push(child);
    at = child.end;
  }
  return children;
}

/** An element with this content. */
export function writeElement(tag: number, content: Uint8Array): Uint8Array {
  const length: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
  const header = content.length < 0x80 ? [tag, content.length] : [tag, 0x80 | length.length, ...length];
  const bytes = new Uint8Array(header.length + content.length);
  bytes.set(header);
  bytes.set(content, header.length);
  return bytes;
}

/** `1.2.840.113549.1.1.1`. X.690 §8.19. */
export function readObjectIdentifier(bytes: Uint8Array, element: DerElement): string {
  const arcs: number[] = [];
  let arc = 0;
  for (let i = element.content; i < element.end; i++) {
    const octet = bytes[i] ?? 0;
    arc = arc * 128 + (octet & 0x7f);
    if (octet & 0x80) continue;
    if (arcs.length === 0) {
      const root = Math.min(Math.floor(arc / 40), 2);
      arcs.push(root, arc - root * 40);
    } else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}
