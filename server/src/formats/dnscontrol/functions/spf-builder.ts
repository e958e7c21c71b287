import { HOLE } from '../../../text/mapped-text.ts';
import type { NativeCall } from '../evaluate/evaluator.ts';
import { joinedItems } from '../evaluate/value.ts';
import type { RecordCall } from '../domain.ts';
import { madeText, type ScriptText } from '../syntax/script-text.ts';
import { holeOf, builderOptions, Refused } from './arguments.ts';
import { joinedText, madeRecord } from './record-functions.ts';

/** Octets of a TXT record that the builder fills by default. */
const TXT_MAX_SIZE = 255;

/** The records of `SPF_BUILDER`. With `flatten`, the original text comes first, under its own name. */
export function spfBuilder(call: NativeCall): readonly RecordCall[] {
  const { args, place } = call;
  const options = builderOptions(args[0]);
  const parts = options.get('parts');
  const isList = parts?.kind === 'list';
  if (!options.isOpen && parts?.kind !== 'unknown' && (!isList || (parts.items.length < 2 && !parts.isOpen)))
    throw new Refused('SPF_BUILDER requires at least 2 elements', options.place('parts', place));
  const texts = options.texts('parts', place) ?? [holeOf(place)];
  const raw = joinedText(texts, ' ');
  const ttl = options.ttl(place);
  const joined = isList && !parts.isOpen ? joinedItems(parts, ' ') : undefined;
  const record = (label: ScriptText, text: ScriptText): RecordCall =>
    madeRecord(call, {
      type: 'TXT',
      label,
      data: { kind: 'text', text, argument: undefined, joined: text === raw ? joined : undefined },
      ttl,
    });
  const label = options.text('label', place) ?? madeText('@');
  const flatten = options.get('flatten');
  const isFlattened =
    flatten?.kind === 'list' ? flatten.items.length > 0 || flatten.isOpen : options.isSet('flatten');
  if (isFlattened !== false) {
    // The content of included records is only known after DNS lookups.
    const flattened = record(label, madeText(`v=spf1 ${HOLE}`));
    const rawLabel = options.get('raw');
    if (rawLabel?.kind === 'text' && rawLabel.text.text === '') return [flattened];
    return [record(options.text('raw', place) ?? madeText('_rawspf'), raw), flattened];
  }
  return [withOverflow(record(label, raw), options, place)];
}

function withOverflow(
  record: RecordCall,
  options: ReturnType<typeof builderOptions>,
  place: NativeCall['place'],
): RecordCall {
  const { data } = record;
  const pattern = options.text('overflow', place);
  if (pattern === undefined || data.kind !== 'text') return record;
  const numberOf = (name: string, usual: number): number => {
    const value = options.get(name);
    if (value?.kind === 'number') return value.value;
    return value?.kind === 'text' && /^\d{1,5}$/.test(value.text.text) ? Number(value.text.text) : usual;
  };
  const overflow = {
    pattern: pattern.text,
    most: numberOf('txtMaxSize', TXT_MAX_SIZE),
    overhead: numberOf('overhead1', 0),
  };
  return { ...record, data: { ...data, overflow } };
}

/** Records of a chain that are made. A record that needs so many fails at every receiver. The last one is unresolved. */
export const MAX_OVERFLOW_RECORDS = 50;

export interface SpfPart {
  /** Relative to the domain; `undefined` for the name of the record itself. */
  readonly label: string | undefined;
  readonly text: ScriptText;
  /** The chain is longer than mailtxt reads. */
  readonly isCut?: true;
}

/** Splits an SPF record that is too long as DNSControl does: each part includes the next one and ends as the last one does. */
export function splitSpf(
  text: ScriptText,
  { pattern, most, overhead }: { readonly pattern: string; readonly most: number; readonly overhead: number },
  domain: string,
): readonly SpfPart[] {
  const parts: SpfPart[] = [];
  const [version, ...terms] = words(text);
  if (version === undefined || !pattern.includes('%d')) return [{ label: undefined, text }];
  let label: string | undefined;
  let rest = terms;
  let room = most - overhead;
  for (let index = 1; index <= MAX_OVERFLOW_RECORDS; index++) {
    const whole = joinedText([version, ...rest], ' ');
    const last = rest.at(-1);
    if (whole.length <= room || last === undefined) return [...parts, { label, text: whole }];
    const next = pattern.replace('%d', String(index));
    const tail = [madeText(`include:${next}.${domain}`), last];
    const tailLength = 2 + next.length + domain.length + 'include:.'.length + last.length;
    let length = version.length;
    let count = 0;
    for (const term of rest) {
      if (length + 1 + term.length + tailLength > room) break;
      length += 1 + term.length;
      count++;
    }
    if (count === 0 || count === rest.length) return [...parts, { label, text: whole }];
    parts.push({ label, text: joinedText([version, ...rest.slice(0, count), ...tail], ' ') });
    rest = rest.slice(count);
    label = next;
    room = most;
  }
  const unread = madeText(`${version.text} ${HOLE}`);
  return [...parts.slice(0, -1), { label: parts.at(-1)?.label, text: unread, isCut: true }];
}

function words(text: ScriptText): readonly ScriptText[] {
  return [...text.text.matchAll(/[^ ]+/g)].map(({ index, 0: word }) =>
    text.slice(index, index + word.length),
  );
}
