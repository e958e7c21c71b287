/** A text that hundreds of expressions search. Most expressions are skipped, because a word that they require is missing. */
export class SearchedText {
  readonly text: string;
  private readonly lower: string;

  constructor(text: string) {
    this.text = text;
    this.lower = text.toLowerCase();
  }

  matches(words: RegExp): boolean {
    let literal = LITERALS.get(words);
    if (literal === undefined) {
      literal = requiredLiteral(words.source);
      LITERALS.set(words, literal);
    }
    return this.lower.includes(literal) && words.test(this.text);
  }
}

const LITERALS = new WeakMap<RegExp, string>();

/**
 * The longest run of characters, in lowercase, that every match of an expression contains; empty if none is certain.
 * It knows the syntax of the expressions in this folder. Groups, classes and alternatives are left out.
 */
export function requiredLiteral(source: string): string {
  let best = '';
  let run = '';
  const end = (): void => {
    if (run.length > best.length) best = run;
    run = '';
  };
  for (let i = 0; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === '|') return '';
    if (char === '(' || char === '[') {
      end();
      i = endOfGroup(source, i);
    } else if (char === '?' || char === '*' || char === '{') {
      // The character before it may be missing.
      run = run.slice(0, -1);
      end();
      if (char === '{') i = source.indexOf('}', i);
    } else if (char === '\\') {
      i++;
      // An escaped letter is a class or an anchor. Other escaped characters are literal.
      if (/\w/.test(source.charAt(i))) end();
      else run += source.charAt(i);
    } else if ('.^$+'.includes(char)) {
      end();
    } else {
      run += char.toLowerCase();
    }
  }
  end();
  return best;
}

/** The end of the group or class that begins at `start`. */
function endOfGroup(source: string, start: number): number {
  let depth = 0;
  for (let i = start; i < source.length; i++) {
    const char = source.charAt(i);
    if (char === '\\') i++;
    else if (char === '[') i = endOfClass(source, i);
    else if (char === '(') depth++;
    else if (char === ')') depth--;
    if (depth === 0) return i;
  }
  return source.length;
}

function endOfClass(source: string, start: number): number {
  for (let i = start + 1; i < source.length; i++) {
    if (source.charAt(i) === '\\') i++;
    else if (source.charAt(i) === ']') return i;
  }
  return source.length;
}
