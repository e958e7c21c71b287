import { rangeOf, shift, type Range } from '../../text/range.ts';
import type { Fault, Repair } from '../../records/format.ts';
import type { Anchor } from '../../records/record.ts';
import type { DomainRecord, RecordWord } from './domain.ts';
import { isKnown } from '../../dns/names.ts';
import type { ScriptPlace } from './syntax/script-text.ts';

/** By type, the index of the data field that is a name and has to end with a dot or be a single label. */
const TARGETS: Readonly<Record<string, number>> = {
  ALIAS: 0,
  CNAME: 0,
  DNAME: 0,
  MX: 1,
  NS: 0,
  PTR: 0,
  SRV: 3,
};

/** Something that DNSControl does not accept. Offsets in its document. */
export interface RecordRefusal {
  readonly says: string;
  readonly place: ScriptPlace;
  readonly repair: (Omit<Repair, 'edits'> & { readonly text: string; readonly at: ScriptPlace }) | undefined;
}

/** What DNSControl rejects in a record that its functions accept, in its words. */
export function refusalsOf(record: DomainRecord): readonly RecordRefusal[] {
  return [...labelRefusals(record), ...targetRefusals(record)];
}

function labelRefusals({ call, domain, subdomain }: DomainRecord): readonly RecordRefusal[] {
  const { text } = call.label;
  if (
    !isKnown(text) ||
    !isKnown(domain.name) ||
    call.isRepeatAllowed ||
    call.type === 'PTR' ||
    subdomain !== ''
  )
    return [];
  const label = text.toLowerCase();
  const name = domain.name;
  if (label.endsWith('.')) {
    const isBelow = label === `${name}.` || label.endsWith(`.${name}.`);
    return isBelow
      ? []
      : [
          {
            says: `label ${text}.${name} ends with a (.)`,
            place: placeOf(call.label, call.place),
            repair: undefined,
          },
        ];
  }
  if (label !== name && !label.endsWith(`.${name}`)) return [];
  const short = label === name ? '@' : text.slice(0, -name.length - 1);
  const says = `${text} repeats the domain`;
  const place = placeOf(call.label, call.place);
  const at = wholePlace(call.label);
  return [
    {
      says,
      place,
      repair: at && { title: `Use "${short}"`, safety: 'review', text: short, at },
    },
  ];
}

function targetRefusals({ call }: DomainRecord): readonly RecordRefusal[] {
  const index = Object.hasOwn(TARGETS, call.type) ? TARGETS[call.type] : undefined;
  const word = index === undefined || call.data.kind !== 'words' ? undefined : call.data.words[index];
  if (word === undefined) return [];
  const { text } = word.text;
  if (!isKnown(text) || !text.includes('.') || text.endsWith('.')) return [];
  const at = endOf(word);
  return [
    {
      says: `target (${text}) must end with a (.)`,
      place: placeOf(word.text, word.place ?? call.place),
      repair: at && { title: 'Add the trailing dot', safety: 'safe', text: '.', at },
    },
  ];
}

function placeOf({ segments }: RecordWord['text'], otherwise: ScriptPlace): ScriptPlace {
  const [first] = segments;
  const last = segments.at(-1);
  if (first === undefined || last?.literal.path !== first.literal.path) return otherwise;
  if (last.source.end < first.source.start) return otherwise;
  return { path: first.literal.path, range: rangeOf(first.source.start, last.source.end) };
}

/** The place of a text that is identical to its source text. */
function wholePlace({ text, segments }: RecordWord['text']): ScriptPlace | undefined {
  const [only, ...more] = segments;
  if (only === undefined || more.length > 0 || only.length !== text.length) return undefined;
  return only.literal.form === 'string' ? { path: only.literal.path, range: only.source } : undefined;
}

function endOf({ text: { text, segments } }: RecordWord): ScriptPlace | undefined {
  const last = segments.at(-1);
  if (last === undefined || last.at + last.length !== text.length || last.literal.form === 'number')
    return undefined;
  return { path: last.literal.path, range: rangeOf(last.source.end, last.source.end) };
}

/**
 * The refusals as faults of an entry that starts at that offset. A fault in another document is shown at the entry and is not
 * fixed there.
 */
export function faultsIn(
  refusals: readonly RecordRefusal[],
  source: string,
  entry: ScriptPlace,
  anchor: Anchor,
): readonly Fault[] {
  return refusals.map(({ says, place, repair }): Fault => {
    const isHere = place.path === entry.path;
    const range = isHere ? place.range : rangeOf(entry.range.start, entry.range.start);
    const fix = repair !== undefined && repair.at.path === entry.path ? repair : undefined;
    const text = source.slice(range.start, range.end);
    const fault = toolFault(says, shift(range, -entry.range.start), anchor, text);
    if (fix === undefined) return fault;
    const edit = { range: shift(fix.at.range, -entry.range.start), text: fix.text };
    return { ...fault, repair: { title: fix.title, safety: fix.safety, edits: [edit] } };
  });
}

/** What DNSControl rejects, in its words. */
export function toolFault(says: string, range: Range, anchor: Anchor, text: string): Fault {
  return { code: 'refused-by-tool', tool: 'DNSControl', reason: 'in its words', says, anchor, range, text };
}
