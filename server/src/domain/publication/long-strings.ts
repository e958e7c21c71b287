import { MAX_CHARACTER_STRING } from '../../dns/limits.ts';
import type { RuleFix } from '../../records/report.ts';
import type { TextSubject } from '../../records/subjects.ts';
import { HOLE } from '../../text/mapped-text.ts';

/** A string of the record that is longer than 255 octets, at a service that does not split it. RFC 1035 §3.3. */
export interface LongString {
  /** The number of known octets, which is a minimum unless `isWhole`. */
  readonly octets: number;
  readonly isWhole: boolean;
  readonly fix: RuleFix | undefined;
}

export function longStringOf({ record, rdata }: TextSubject): LongString | undefined {
  if (record.publication?.splits !== 'user') return undefined;
  for (const { value } of rdata.strings) {
    const octets = value.text.replaceAll(HOLE, '').length;
    if (octets <= MAX_CHARACTER_STRING) continue;
    return { octets, isWhole: value.complete, fix: rdata.value.complete ? splitting(rdata) : undefined };
  }
  return undefined;
}

function splitting({ strings }: TextSubject['rdata']): RuleFix {
  return {
    title: 'Split the value into strings of at most 255 octets',
    safety: 'safe',
    edits: [{ kind: 'set-strings', strings: strings.flatMap(({ value }) => piecesOf(value.text)) }],
  };
}

/** Strings that form the text when they are joined. A string ends after a space if there is one, for readability. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > MAX_CHARACTER_STRING) {
    const space = rest.lastIndexOf(' ', MAX_CHARACTER_STRING - 1) + 1;
    // A key has few spaces, all at its beginning.
    const at = space > MAX_CHARACTER_STRING / 2 ? space : MAX_CHARACTER_STRING;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...pieces, rest];
}
