import type { Steps } from '../../text/steps.ts';

/**
 * One stage of reading a packed file. Octets go in as they arrive, and the result goes to the next stage immediately. A
 * stage holds a few kilobytes, whatever the input, and never throws.
 */
export interface Stage {
  /** True if it needs no more input. */
  readonly isDone: boolean;
  push(octets: Uint8Array): Steps;
  /** Called once when there is no more input, because the file ended or was cut. */
  end(): Steps;
}

/** Problems of a file that a stage cannot read, as the end of a sentence that begins with the file's name. */
export type NoteProblem = (problem: string) => void;

export const DAMAGED = 'is damaged and cannot be unpacked';
export const NO_REPORT = 'is neither a DMARC report nor a mail with one';
/** The suffix of a problem after which the rest of the file was not read. */
export const CUT = ': the rest was not read';

/** A stage that ignores its input. */
export const IGNORED: Stage = {
  isDone: true,
  *push() {
    // Nothing.
  },
  *end() {
    // Nothing.
  },
};

/**
 * Unpacked octets that were not passed on yet, because the library uses callbacks and cannot wait for the next stage.
 */
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
