import type { Steps } from '../../text/steps.ts';

/**
 * One stage of reading a packed file: octets go in as they come, and what it makes of them goes on to the next stage at
 * once. A stage holds some kilobytes, whatever it is given, and never throws.
 */
export interface Stage {
  /** It needs no more. */
  readonly isDone: boolean;
  push(octets: Uint8Array): Steps;
  /** No more comes: the file ended, or it was cut. Called once. */
  end(): Steps;
}

/** What a stage says of a file that it cannot read: the end of a sentence that the file's name begins. */
export type NoteProblem = (problem: string) => void;

export const DAMAGED = 'is damaged and cannot be unpacked';
export const NO_REPORT = 'is neither a DMARC report nor a mail with one';
/** Ends a problem after which nothing more of the file was read. */
export const CUT = ': the rest was not read';

/** Takes what it is given, and wants none of it. */
export const IGNORED: Stage = {
  isDone: true,
  *push() {
    // Nothing.
  },
  *end() {
    // Nothing.
  },
};

/** What was unpacked and not passed on yet: what unpacks calls back, and cannot wait for the next stage. */
export class UnpackedQueue {
  private waiting: { readonly to: Stage; readonly octets: Uint8Array | undefined }[] = [];

  /** The octets are kept until they are passed on. */
  add(to: Stage, octets: Uint8Array): void {
    if (octets.length > 0) this.waiting.push({ to, octets });
  }

  end(to: Stage): void {
    this.waiting.push({ to, octets: undefined });
  }

  *passOn(): Steps {
    const { waiting } = this;
    this.waiting = [];
    for (const { to, octets } of waiting) {
      if (octets === undefined) yield* to.end();
      else if (!to.isDone) yield* to.push(octets);
    }
  }
}
