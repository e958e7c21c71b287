import { slipsBetween } from './nearest-name.ts';

/**
 * Finds the known names that are a few typos away from a typed one.
 *
 * Names are sorted by length, each with a mask of its characters. A typo changes the length by at most 1 and the mask by at most
 * 2 bits, so of some hundred names, only a few are compared letter by letter.
 */
export class NearNames {
  private readonly names: readonly string[];
  private readonly masks: Int32Array;
  /** Where the names of each length begin in `names`, with one more entry than there are lengths. */
  private readonly starts: readonly number[];
  /** The number of names that were compared letter by letter since the index was created, for a test. */
  compared = 0;

  constructor(names: Iterable<string>) {
    this.names = [...new Set(names)].sort((a, b) => a.length - b.length);
    this.masks = Int32Array.from(this.names, maskOf);
    const starts = [0];
    this.names.forEach(({ length }, i) => {
      while (starts.length <= length) starts.push(i);
    });
    this.starts = [...starts, this.names.length];
  }

  /** The known names that are 1 to `most` typos away, nearest first. */
  near(typed: string, most: number): readonly { readonly name: string; readonly slips: number }[] {
    const found: { readonly name: string; readonly slips: number }[] = [];
    const { names, masks } = this;
    const mask = maskOf(typed);
    const end = this.startOf(typed.length + most + 1);
    for (let i = this.startOf(typed.length - most); i < end; i++) {
      if (bitsIn(mask ^ (masks[i] as number)) > 2 * most) continue;
      const name = names[i] as string;
      if (name === typed) continue;
      this.compared++;
      const slips = slipsBetween(typed, name, most);
      if (slips <= most) found.push({ name, slips });
    }
    return found.length < 2 ? found : found.sort((a, b) => a.slips - b.slips);
  }

  private startOf(length: number): number {
    return length < 0 ? 0 : (this.starts[length] ?? this.names.length);
  }
}

/** A bit for each character; characters whose codes differ by a multiple of 32 share one. */
function maskOf(text: string): number {
  let mask = 0;
  for (let i = 0; i < text.length; i++) mask |= 1 << (text.charCodeAt(i) & 31);
  return mask;
}

/** The bits that are set, added in pairs, fours and eights. */
function bitsIn(mask: number): number {
  const pairs = mask - ((mask >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
