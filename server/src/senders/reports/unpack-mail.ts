import type { Steps } from '../../text/steps.ts';
import { UnpackedQueue } from './stage.ts';
import type { Stage } from './stage.ts';

/** Octets. A shorter line is text, or the last line of a block. */
const SHORTEST_LINE = 40;
/** Decoded octets that are passed on at a time. */
const PIECE = 3 * 1024;

/**
 * Decodes the base64 blocks in a message (RFC 2045 §6.8). Blocks are recognized by their lines alone, because the start
 * and end of an attachment with a report are clear without its headers.
 */
export class MailStage implements Stage {
  private readonly open: () => Stage;
  private readonly ended: () => void;
  private readonly unpacked = new UnpackedQueue();
  private block: Stage | undefined;
  /** The line so far, until it is known to belong to a block. */
  private readonly line = new Uint8Array(SHORTEST_LINE);
  private lineLength = 0;
  /** How the line is handled: it waits in `line`, it is decoded as it arrives, or it is text. */
  private state: 'waiting' | 'decoding' | 'words' = 'waiting';
  private readonly decoded = new Uint8Array(PIECE);
  private decodedLength = 0;
  private bits = 0;
  private bitCount = 0;

  /** `open` starts a block. `ended` is called after all blocks. */
  constructor(open: () => Stage, ended: () => void) {
    this.open = open;
    this.ended = ended;
  }

  readonly isDone = false;

  push(octets: Uint8Array): Steps {
    for (const octet of octets) {
      if (octet === LF) this.endLine();
      else if (octet !== CR && this.state !== 'words') this.take(octet);
    }
    return this.unpacked.passOn();
  }

  *end(): Steps {
    this.endLine();
    this.endBlock();
    yield* this.unpacked.passOn();
    this.ended();
  }

  private take(octet: number): void {
    if (CODES[octet] === undefined) {
      this.state = 'words';
      this.endBlock();
    } else if (this.state === 'decoding') {
      this.decode(octet);
    } else {
      this.line[this.lineLength++] = octet;
      if (this.lineLength === SHORTEST_LINE) this.decodeLine();
    }
  }

  private endLine(): void {
    if (this.state === 'waiting') {
      if (this.block !== undefined) this.decodeLine();
      this.endBlock();
    }
    this.state = 'waiting';
    this.lineLength = 0;
  }

  private decodeLine(): void {
    if (this.block === undefined) {
      this.block = this.open();
      this.bits = 0;
      this.bitCount = 0;
    }
    this.state = 'decoding';
    for (const octet of this.line.subarray(0, this.lineLength)) this.decode(octet);
  }

  private decode(octet: number): void {
    const value = CODES[octet] ?? PADDING;
    if (value === PADDING) return;
    this.bits = ((this.bits << 6) | value) & 0xffff;
    this.bitCount += 6;
    if (this.bitCount < 8) return;
    this.bitCount -= 8;
    this.decoded[this.decodedLength++] = (this.bits >> this.bitCount) & 0xff;
    if (this.decodedLength === PIECE) this.addDecoded();
  }

  private addDecoded(): void {
    if (this.block !== undefined) this.unpacked.add(this.block, this.decoded.slice(0, this.decodedLength));
    this.decodedLength = 0;
  }

  private endBlock(): void {
    if (this.block === undefined) return;
    this.addDecoded();
    this.unpacked.end(this.block);
    this.block = undefined;
  }
}

const LF = 10;
const CR = 13;
const PADDING = -1;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** The 6 bits for each character code. */
const CODES: readonly (number | undefined)[] = Array.from({ length: 256 }, (_, code) => {
  if (String.fromCharCode(code) === '=') return PADDING;
  const bits = ALPHABET.indexOf(String.fromCharCode(code));
  return bits < 0 ? undefined : bits;
});
