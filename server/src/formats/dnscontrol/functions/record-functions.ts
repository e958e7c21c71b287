import { joinRuns } from '../../../text/traced-text.ts';
import type { NativeCall } from '../evaluate/evaluator.ts';
import { joinedItems, type ScriptValue } from '../evaluate/value.ts';
import type { ScriptPlace } from '../syntax/script-text.ts';
import type { Duration, RecordCall, RecordData, RecordWord } from '../domain.ts';
import { madeText, type ScriptText } from '../syntax/script-text.ts';
import { holeOf, Refused, textOfArgument } from './arguments.ts';

/** A parameter of a function that makes a record, with DNSControl's name for it. `any` is not checked. */
type Parameter = readonly [name: string, type: 'string' | 'number' | 'string or list' | 'any'];

interface RecordFunction {
  /** The type of the record, if it is not the name of the function. */
  readonly type?: string;
  readonly parameters: readonly Parameter[];
  /** The order of the arguments in the RDATA of a zone file, if it differs. */
  readonly data?: readonly number[];
}

const NAME: Parameter = ['name', 'string'];
const TARGET: Parameter = ['target', 'string'];
const ANY_TARGET: RecordFunction = { parameters: [NAME, ['target', 'any']] };
const TLSA_PARAMETERS: readonly Parameter[] = [
  NAME,
  ['usage', 'number'],
  ['selector', 'number'],
  ['matchingtype', 'number'],
  TARGET,
];

/** The functions that make one record, with their parameters in call order. */
const FUNCTIONS: Readonly<Record<string, RecordFunction>> = {
  A: ANY_TARGET,
  AAAA: ANY_TARGET,
  AKAMAICDN: { type: 'ALIAS', parameters: [NAME, ['target', 'any']] },
  ALIAS: ANY_TARGET,
  AZURE_ALIAS: { type: 'ALIAS', parameters: [NAME, ['type', 'string'], TARGET], data: [2] },
  CAA: { parameters: [NAME, ['tag', 'string'], ['value', 'string']] },
  CNAME: ANY_TARGET,
  DHCID: ANY_TARGET,
  DNAME: ANY_TARGET,
  DS: {
    parameters: [
      NAME,
      ['keytag', 'number'],
      ['algorithm', 'number'],
      ['digesttype', 'number'],
      ['digest', 'string'],
    ],
  },
  HTTPS: { parameters: [NAME, ['priority', 'number'], TARGET, ['params', 'string']] },
  MX: { parameters: [NAME, ['priority', 'number'], TARGET] },
  NAPTR: {
    parameters: [
      NAME,
      ['order', 'number'],
      ['preference', 'number'],
      ['flags', 'string'],
      ['service', 'string'],
      ['regexp', 'string'],
      TARGET,
    ],
  },
  NS: ANY_TARGET,
  OPENPGPKEY: ANY_TARGET,
  PTR: ANY_TARGET,
  R53_ALIAS: { type: 'ALIAS', parameters: [NAME, ['type', 'string'], TARGET], data: [2] },
  SMIMEA: { parameters: TLSA_PARAMETERS },
  SRV: {
    parameters: [NAME, ['priority', 'number'], ['weight', 'number'], ['port', 'number'], TARGET],
  },
  SSHFP: {
    parameters: [NAME, ['algorithm', 'number'], ['fingerprint', 'number'], ['value', 'string']],
  },
  SVCB: { parameters: [NAME, ['priority', 'number'], TARGET, ['params', 'string']] },
  TLSA: { parameters: TLSA_PARAMETERS },
  TXT: { parameters: [NAME, ['target', 'string or list']] },
};

export const RECORD_FUNCTIONS: readonly string[] = Object.keys(FUNCTIONS);

/** The parameters of a function that makes a record, which include its data. */
export function parametersOf(name: string): readonly string[] | undefined {
  return Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]?.parameters.map(([one]) => one) : undefined;
}

/** The type of the record that a function makes. */
export function typeOfFunction(name: string): string {
  return (Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]?.type : undefined) ?? name;
}

/** What a call of such a function makes. Throws what DNSControl rejects in it. */
export function recordCall(call: NativeCall): RecordCall {
  const { name, args, place } = call;
  const { type = name, parameters, data } = FUNCTIONS[name] ?? { parameters: [NAME] };
  if (args.length < parameters.length && !call.isOpen) {
    const names = parameters.map(([one]) => one).join(', ');
    const says = `${name} record requires ${parameters.length} arguments (${names}). Only ${args.length} were supplied`;
    throw new Refused(says, place);
  }
  for (const [index, [parameter, wanted]] of parameters.entries()) {
    const arg = args[index];
    if (arg !== undefined && !fits(arg.value, wanted))
      throw new Refused(`${name} record ${parameter} argument validation failed`, arg.place);
  }
  const [label, ...rest] = args.slice(0, parameters.length);
  const typed = data === undefined ? rest : data.flatMap((index) => args[index] ?? []);
  const modified = modifiersIn(call, parameters.length);
  const text = label === undefined ? holeOf(place) : textOfArgument(label);
  return madeRecord(call, {
    type,
    label: type === 'SMIMEA' ? withSuffix(text, '._smimecert') : text,
    data: type === 'TXT' ? textData(typed[0], place) : wordData(type, typed, modified.isCritical),
    ...modified.record,
  });
}

/** A record of a call, with what its function sets for it. */
export function madeRecord(
  { place, callee }: NativeCall,
  own: Pick<RecordCall, 'type' | 'label' | 'data'> & Partial<RecordCall>,
): RecordCall {
  return {
    place,
    callee: callee.range,
    ttl: undefined,
    proxied: undefined,
    isRepeatAllowed: false,
    isAbsent: false,
    isConditional: false,
    ...own,
  };
}

function fits({ kind }: ScriptValue, wanted: Parameter[1]): boolean {
  // A name of DNSControl may be one that another file assigns.
  if (kind === 'unknown' || kind === 'native' || wanted === 'any') return true;
  if (wanted === 'number') return kind === 'number';
  return kind === 'text' || (wanted === 'string or list' && kind === 'list');
}

function withSuffix(text: ScriptText, suffix: string): ScriptText {
  return madeText(text.text + suffix).withSegments(text.segments);
}

/** A list is joined without a separator. */
function textData(arg: NativeCall['args'][number] | undefined, at: ScriptPlace): RecordData {
  if (arg === undefined) return { kind: 'text', text: holeOf(at), argument: undefined, joined: undefined };
  const { value, place } = arg;
  if (value.kind !== 'list') {
    const joined = value.kind === 'text' ? value.joined : undefined;
    return { kind: 'text', text: textOfArgument(arg), argument: place, joined };
  }
  const parts = value.items.map((item) => textOfArgument({ value: item.value, place: item.place ?? place }));
  if (value.isOpen) parts.push(holeOf(place));
  const joined = value.isOpen ? undefined : joinedItems(value, '');
  return { kind: 'text', text: joinedText(parts, ''), argument: place, joined };
}

export function joinedText(parts: readonly ScriptText[], separator: string): ScriptText {
  return joinRuns(parts, madeText(separator));
}

function wordData(type: string, args: NativeCall['args'], isCritical: boolean): RecordData {
  const words = args.map((arg): RecordWord => ({
    text: type === 'A' ? addressText(arg) : textOfArgument(arg),
    place: arg.place,
  }));
  if (type === 'CAA') words.unshift({ text: madeText(isCritical ? '128' : '0'), place: undefined });
  return { kind: 'words', words };
}

/** An address may be given as a number. */
function addressText(arg: NativeCall['args'][number]): ScriptText {
  const { value } = arg;
  const text = textOfArgument(arg);
  if (value.kind !== 'number') return text;
  const octets = [24, 16, 8, 0].map((bits) => Math.floor(value.value / 2 ** bits) % 256);
  return madeText(octets.join('.'));
}

interface Modified {
  readonly record: {
    readonly ttl: Duration | undefined;
    readonly proxied: ScriptPlace | undefined;
    readonly isRepeatAllowed: boolean;
    readonly isAbsent: boolean;
  };
  readonly isCritical: boolean;
}

/** What the arguments after the data set for the record. */
export function modifiersIn({ args }: NativeCall, from: number): Modified {
  let ttl: Duration | undefined;
  let proxied: ScriptPlace | undefined;
  let isRepeatAllowed = false;
  let isAbsent = false;
  let isCritical = false;
  for (const { value, place } of args.slice(from)) {
    if (value.kind === 'modifier') {
      const { modifier } = value;
      if (modifier.kind === 'ttl') ttl = modifier.ttl;
      isAbsent ||= modifier.kind === 'absent';
      isCritical ||= modifier.kind === 'caa-critical';
    } else if (value.kind === 'object') {
      const { members } = value;
      const proxy = members.get('cloudflare_proxy')?.value;
      if (proxy?.kind === 'text') proxied = /^(?:on|full)$/.test(proxy.text.text) ? place : undefined;
      isRepeatAllowed ||= members.has('skip_fqdn_check');
    }
  }
  return { record: { ttl, proxied, isRepeatAllowed, isAbsent }, isCritical };
}
