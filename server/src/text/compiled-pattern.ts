import { RE2JS } from 're2js';

/** A pattern as Terraform and DNSControl read it: RE2 in the dialect of Go, which takes time in proportion to the text. */
export interface CompiledPattern {
  /** Instructions that it has been compiled to. */
  readonly size: number;
  readonly groupCount: number;
  /** The numbers of the groups that have names. */
  readonly groupNames: Readonly<Record<string, number>>;
  /**
   * The leftmost match at or after `from`: where it and each of its groups start and end, in UTF-16 units; -1 for a group
   * that did not take part. `onRead` is called with each number of characters read, many times over for some patterns; what it
   * throws ends the search.
   */
  find(text: string, from: number, onRead: (characters: number) => void): readonly number[] | undefined;
}

/** Throws where the pattern is not one of RE2. */
export function compilePattern(pattern: string): CompiledPattern {
  const compiled = RE2JS.compile(pattern);
  const groupCount = compiled.groupCount();
  return {
    size: compiled.programSize(),
    groupCount,
    groupNames: compiled.namedGroups(),
    find(text, from, onRead) {
      const counted = new CountedText(text, onRead) as string & CountedText;
      const [isFound, places] = compiled
        .re2()
        .matchWithGroup(counted, from, text.length, UNANCHORED, groupCount + 1) as [boolean, number[]];
      return isFound ? places : undefined;
    },
  };
}

const UNANCHORED = 0;

/** Characters that a search for a fixed part goes through in the time in which one is read. */
const SEARCHED_AT_ONCE = 64;

/** A text that reports what is read of it. The library takes objects of class String, and reads them with these methods. */
class CountedText extends String {
  private readonly onRead: (characters: number) => void;

  constructor(text: string, onRead: (characters: number) => void) {
    super(text);
    this.onRead = onRead;
  }

  override charCodeAt(index: number): number {
    this.onRead(1);
    return super.charCodeAt(index);
  }

  override indexOf(searched: string, from = 0): number {
    const found = super.indexOf(searched, from);
    this.onRead(((found < 0 ? this.length : found) - from) / SEARCHED_AT_ONCE);
    return found;
  }
}
