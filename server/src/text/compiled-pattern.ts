import { RE2JS } from 're2js';

/** A pattern as in Terraform and DNSControl: RE2 in the dialect of Go, which takes time proportional to the text. */
export interface CompiledPattern {
  /** The number of instructions after compilation. */
  readonly size: number;
  readonly groupCount: number;
  /** The numbers of the named groups. */
  readonly groupNames: Readonly<Record<string, number>>;
  /**
   * The leftmost match at or after `from`: the start and end of it and of each of its groups, in UTF-16 units; -1 for a group
   * that did not take part.
   *
   * @param onRead is called with each number of characters read, repeatedly for some patterns. If it throws, the search ends
   */
  find(text: string, from: number, onRead: (characters: number) => void): readonly number[] | undefined;
}

/** Throws if the pattern is not valid for RE2. */
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

/** Characters that a search for a fixed part reads in the time for one character otherwise. */
const SEARCHED_AT_ONCE = 64;

/** A text that reports what is read of it. The library accepts objects of class String, and reads them with these methods. */
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
