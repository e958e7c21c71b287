import {
  presentationWords,
  readTextStrings,
  type PresentationWord,
  type TextStrings,
} from '../../../records/text-forms.ts';
import type { DecodedText } from '../../../text/decoded-text.ts';
import { rangeOf } from '../../../text/range.ts';
import { TracedBuilder, untraced } from '../evaluate/traced-text.ts';
import type { TracedText } from '../evaluate/traced-text.ts';
import type { RecordResource } from './record-resource.ts';

/** The character-strings that a provider makes from a text. */
export type Strings = TextStrings<TracedText>;

/** The character-strings of a TXT record; `octets` is the value of the argument. */
export function decodeCharacterStrings(octets: TracedText, provider: RecordResource): Strings {
  const { strings, unquoted, ...read } = readTextStrings(octets.text, provider);
  return {
    ...read,
    strings: strings.map((string) => tracedAs(string, octets)),
    ...(unquoted === undefined ? {} : { unquoted: tracedAs(unquoted, octets) }),
  };
}

/** The words of a text in presentation form. */
export function presentationWordsOf(
  octets: TracedText,
  provider: Pick<RecordResource, 'escapes'>,
): readonly PresentationWord<TracedText>[] {
  return presentationWords(octets.text, provider).map(({ text, quoted }) => ({
    text: tracedAs(text, octets),
    quoted,
  }));
}

/** Text that was read from another text, traced to its source. An escape becomes its octet if its source is in one literal. */
function tracedAs({ text, segments }: DecodedText, octets: TracedText): TracedText {
  const builder = new TracedBuilder();
  for (const { at, length, source } of segments) {
    const typed = octets.slice(source.start, source.end);
    const said = text.slice(at, at + length);
    if (typed.text === said) {
      builder.add(typed);
      continue;
    }
    const octet = untraced(said);
    const [first] = typed.segments;
    const last = typed.segments.at(-1);
    const isWhole = first !== undefined && last?.literal === first.literal;
    builder.add(
      isWhole ? octet.from({ ...first, source: rangeOf(first.source.start, last.source.end) }) : octet,
    );
  }
  return builder.take();
}
