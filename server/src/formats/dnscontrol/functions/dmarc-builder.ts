import { HOLE } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import type { NativeCall } from '../evaluate/evaluator.ts';
import { truthOf } from '../evaluate/value.ts';
import type { MemberRule, RecordCall } from '../domain.ts';
import { madeText, type ScriptText } from '../syntax/script-text.ts';
import { durationOf, holeOf, builderOptions, Refused, type BuilderOptions } from './arguments.ts';
import { TagText } from './builder-tags.ts';
import { joinedText, madeRecord } from './record-functions.ts';

const MEMBERS: ReadonlyMap<string, MemberRule> = new Map([
  ['p', { name: 'policy', type: 'text' }],
  ['sp', { name: 'subdomainPolicy', type: 'text' }],
  ['adkim', { name: 'alignmentDKIM', type: 'alignment' }],
  ['aspf', { name: 'alignmentSPF', type: 'alignment' }],
  ['pct', { name: 'percent', type: 'number' }],
  ['rua', { name: 'rua', type: 'list', separator: ',' }],
  ['ruf', { name: 'ruf', type: 'list', separator: ',' }],
  ['fo', { name: 'failureOptions', type: 'text' }],
  ['rf', { name: 'failureFormat', type: 'text' }],
  ['ri', { name: 'reportInterval', type: 'number' }],
]);

const KNOWN: ReadonlySet<string> = new Set([
  'label',
  'version',
  'ttl',
  ...[...MEMBERS.values()].map(({ name }) => name),
]);

/** The record of `DMARC_BUILDER`. Its tags are in this order, and policies are not checked. */
export function dmarcBuilder(call: NativeCall): RecordCall {
  const { args, place } = call;
  const options = builderOptions(args[0]);
  const tags = new TagText(call);
  tags.add('v', options.text('version', place) ?? madeText('DMARC1'));
  tags.add('p', options.text('policy', place) ?? madeText('none'));
  tags.add('sp', options.text('subdomainPolicy', place));
  tags.add('adkim', alignment(options, 'alignmentDKIM', call));
  tags.add('aspf', alignment(options, 'alignmentSPF', call));
  tags.add('pct', options.text('percent', place));
  tags.add('rua', addresses(options, 'rua', call));
  tags.add('ruf', addresses(options, 'ruf', call));
  if (options.isSet('ruf') !== false) {
    tags.add('fo', failureOptions(options, call));
    tags.add('rf', options.text('failureFormat', place));
  }
  if (options.isSet('reportInterval') !== false) tags.add('ri', interval(options, call));
  // Later versions of DNSControl know more members than these.
  const others = [...(options.object?.members.keys() ?? [])].find((name) => !KNOWN.has(name));
  if (others !== undefined || options.isOpen) tags.addUnknown(options.place(others ?? '', place));
  return madeRecord(call, {
    type: 'TXT',
    label: labelBelow('_dmarc', options, call),
    data: tags.data(options, MEMBERS),
    ttl: options.ttl(place),
  });
}

/** A name that the builder prepends to its label. */
export function labelBelow(name: string, options: BuilderOptions, { place }: NativeCall): ScriptText {
  const label = options.text('label', place);
  return label === undefined || label.text === '@'
    ? madeText(name)
    : joinedText([madeText(name), label], '.');
}

const ALIGNMENTS: ReadonlyMap<string, string> = new Map([
  ['relaxed', 'r'],
  ['strict', 's'],
  ['r', 'r'],
  ['s', 's'],
]);

function alignment(options: BuilderOptions, name: string, { place }: NativeCall): ScriptText | undefined {
  const text = options.text(name, place);
  if (text?.isKnown !== true) return text;
  const short = ALIGNMENTS.get(text.text);
  if (short === undefined)
    throw new Refused('Invalid DMARC DKIM alignment policy', options.place(name, place));
  const [segment] = text.segments;
  const last = text.segments.at(-1);
  if (segment === undefined || last?.literal !== segment.literal) return madeText(short);
  // The letter maps to the whole word.
  const source = rangeOf(segment.source.start, last.source.end);
  const { literal } = segment;
  const made =
    literal.range.end - literal.range.start === 3
      ? literal
      : { ...literal, form: 'made' as const, beside: literal };
  return madeText(short).withSegments([{ at: 0, length: 1, source, literal: made }]);
}

function addresses(options: BuilderOptions, name: string, { place }: NativeCall): ScriptText | undefined {
  const value = options.get(name);
  if (value?.kind === 'text' && value.text.text !== '')
    throw new Refused(`value.${name}.join is not a function`, options.place(name, place));
  const texts = options.texts(name, place);
  return texts === undefined || texts.length === 0 ? undefined : joinedText(texts, ',');
}

function failureOptions(options: BuilderOptions, { place }: NativeCall): ScriptText | undefined {
  if (options.isSet('failureOptions') === false) return undefined;
  const value = options.get('failureOptions');
  if (value?.kind !== 'object') {
    const text = options.text('failureOptions', place);
    return text?.text === '0' ? undefined : text;
  }
  const [dkim, spf] = ['DKIM', 'SPF'].map((name) => {
    const member = value.members.get(name)?.value;
    if (member === undefined) return value.isOpen ? undefined : false;
    return truthOf(member);
  });
  if (dkim === undefined || spf === undefined) return holeOf(options.place('failureOptions', place));
  if (dkim && spf) return madeText('1');
  if (spf) return madeText('s');
  return dkim ? madeText('d') : undefined;
}

function interval(options: BuilderOptions, { place }: NativeCall): ScriptText {
  const value = options.get('reportInterval');
  if (value?.kind === 'number') return value.text;
  const at = options.place('reportInterval', place);
  const { seconds } = durationOf(value ?? { kind: 'unknown' }, at);
  const typed = value?.kind === 'text' ? value.text : holeOf(at);
  if (seconds === undefined) return holeOf(at);
  if (String(seconds) === typed.text) return typed;
  const [segment] = typed.segments;
  return segment === undefined || typed.text === HOLE
    ? madeText(String(seconds))
    : madeText(String(seconds)).from(segment);
}
