/** Octets of the header of a message from an editor. Editors send less than 100. */
export const MAX_HEADER_OCTETS = 4096;
/** Octets of a message from an editor. The largest text that is read has 100 MB, and its JSON may be twice as long. */
export const MAX_MESSAGE_OCTETS = 256 * 1024 * 1024;

/** The input is not in the format of the protocol, so the start of the next message is unknown. */
export class FramingError extends Error {}

/**
 * Splits the input from an editor into message bodies. Each has a header with its length, an empty line, and that many octets.
 * Language Server Protocol 3.17, "Base Protocol".
 *
 * Invariant: `waiting` has no whole message.
 */
export class MessageFrames {
  private waiting: Buffer[] = [];
  private size = 0;
  /** Octets of the next body. `undefined`: its header comes first. */
  private length: number | undefined;

  /** True between two messages. */
  get isBetween(): boolean {
    return this.size === 0 && this.length === undefined;
  }

  /** @throws FramingError */
  *take(octets: Buffer): Generator<Buffer> {
    this.waiting.push(octets);
    this.size += octets.length;
    for (;;) {
      if (this.length === undefined) {
        const header = this.takeHeader();
        if (header === undefined) return;
        this.length = bodyLength(header);
      }
      if (this.size < this.length) return;
      const body = this.takeFirst(this.length);
      this.length = undefined;
      yield body;
    }
  }

  private takeHeader(): string | undefined {
    if (this.size === 0) return undefined;
    // A header is short, and nearly always arrives as a whole.
    const start = this.first(MAX_HEADER_OCTETS + SEPARATOR.length);
    const end = start.indexOf(SEPARATOR);
    if (end >= 0) return this.takeFirst(end + SEPARATOR.length).toString('latin1', 0, end);
    if (start.length > MAX_HEADER_OCTETS)
      throw new FramingError(`a header has more than ${MAX_HEADER_OCTETS} octets`);
    return undefined;
  }

  private first(octets: number): Buffer {
    const [piece] = this.waiting;
    if (piece !== undefined && (this.waiting.length === 1 || piece.length >= octets))
      return piece.subarray(0, octets);
    return this.joined().subarray(0, octets);
  }

  private takeFirst(octets: number): Buffer {
    const all = this.joined();
    const rest = all.subarray(octets);
    this.waiting = rest.length > 0 ? [rest] : [];
    this.size = rest.length;
    return all.subarray(0, octets);
  }

  private joined(): Buffer {
    const [piece] = this.waiting;
    const all = this.waiting.length === 1 && piece !== undefined ? piece : Buffer.concat(this.waiting);
    this.waiting = [all];
    return all;
  }
}

const SEPARATOR = '\r\n\r\n';

function bodyLength(header: string): number {
  for (const line of header.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon < 0) throw new FramingError(`"${brief(line)}" is not a header field`);
    if (line.slice(0, colon).toLowerCase() !== 'content-length') continue;
    const value = line.slice(colon + 1).trim();
    if (!/^\d{1,15}$/.test(value)) throw new FramingError(`Content-Length is "${brief(value)}"`);
    const length = Number(value);
    if (length > MAX_MESSAGE_OCTETS)
      throw new FramingError(`Content-Length is ${value}, but the limit is ${MAX_MESSAGE_OCTETS} octets`);
    return length;
  }
  throw new FramingError('a header has no Content-Length');
}

function brief(text: string): string {
  return text.slice(0, 40);
}
