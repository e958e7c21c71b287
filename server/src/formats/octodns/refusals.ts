import {
  entryOf,
  scalarOf,
  valueOf,
  type DataEntry,
  type DataMap,
  type DataNode,
  type DataScalar,
} from '../../data/node.ts';
import { typeScalar } from '../../data/scalar-edit.ts';
import { integerValue } from '../../data/yaml-scalar-type.ts';
import { MAX_LABEL } from '../../dns/limits.ts';
import { canonicalName, isAtOrBelow, isKnown, relativeTo } from '../../dns/names.ts';
import type { FaultDetail, RefusedRecordReason, Repair } from '../../records/format.ts';
import { printable } from '../../text/printable.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import type { Edit } from '../../text/edit.ts';
import type { MisplacedName } from './key-facts.ts';
import { misplacedIn, sortEntries } from './order.ts';
import { isIncluded } from './includes.ts';
import { mergeSets } from './merge-sets.ts';
import { isText, typeText, type NamedSets, type OctoNode, type OctoSettings } from './zone-data.ts';

/** Something that octoDNS does not accept in a record set. Offsets in the text of the piece. */
export interface SetRefusal {
  readonly fault: Extract<FaultDetail, { readonly code: 'record-refused-by-tool' | 'origin-repeated' }>;
  readonly range: Range;
  /** Computed on demand, since it may depend on the rest of the file. */
  readonly repair: () => Repair | undefined;
}

/** The sets of some entries of a zone file that count. */
export interface SetsOfEntries {
  readonly source: string;
  readonly entries: readonly (NamedSets & { readonly misplaced: MisplacedName | undefined })[];
  readonly settings: OctoSettings;
  readonly names: NamesOfFile;
}

/** The entries of the whole file at the time of the query. */
export interface NamesOfFile {
  /** Whether the source text has an entry with that key. */
  has(key: string): boolean;
  /**
   * The edits that move an entry of the piece to its place. Their offsets are relative to the text of the piece, even outside of
   * it.
   */
  moveToPlace(entry: DataEntry): readonly Edit[] | undefined;
}

/** What octoDNS rejects, by the set that it is reported of. */
export function refusalsIn(file: SetsOfEntries): ReadonlyMap<OctoNode, readonly SetRefusal[]> {
  const found = new Map<OctoNode, readonly SetRefusal[]>();
  for (const { nodes, misplaced } of file.entries) {
    const firsts = new Map<string, OctoNode>();
    for (const node of nodes) {
      const type = typeText(node.type);
      const first = firsts.get(type);
      if (first === undefined) firsts.set(type, node);
      const isFirst = node === nodes[0];
      const refusals = [
        ...(isFirst && node.elsewhere === undefined ? refusedName(node, file) : []),
        ...refusedSet(node, file),
        ...unsortedIn(node, file),
        ...(first === undefined || file.settings.merges ? [] : [refusedDuplicate(first, node, file.source)]),
        ...(isFirst && misplaced !== undefined ? [misplacedName(node, misplaced, file.names)] : []),
      ];
      if (refusals.length > 0) found.set(node, refusals);
    }
  }
  return found;
}

function refused(
  reason: RefusedRecordReason,
  range: Range,
  detail = '',
  repair?: (() => Repair | undefined) | Repair,
): SetRefusal {
  const fault = { code: 'record-refused-by-tool', tool: 'octoDNS', reason, detail } as const;
  return { fault, range, repair: typeof repair === 'function' ? repair : () => repair };
}

function replacing(title: string, range: Range, text: string, safety: Repair['safety'] = 'safe'): Repair {
  return { title, safety, edits: [{ range, text }] };
}

/** octoDNS: `NameValidator`. */
function refusedName(
  { entry, lenient, owner }: OctoNode,
  { names, settings: { zone } }: SetsOfEntries,
): readonly SetRefusal[] {
  const { key } = entry;
  const name = key.text.text;
  if (key.type !== 'text') return [];
  const renamed = (to: string, safety: Repair['safety']) => (): Repair | undefined => {
    const typed = typeScalar(to, key);
    return names.has(to)
      ? undefined
      : replacing(`Replace with ${printable(typed)}`, key.range, typed, safety);
  };
  const found: SetRefusal[] = [];
  if (!lenient) {
    if (name === '@') found.push(refused('use "" instead', key.range, '', renamed('', 'safe')));
    if (name.includes('..') || name.endsWith('.')) {
      const whole = canonicalName(name);
      const inZone = isAtOrBelow(whole, zone) ? (relativeTo(whole, zone) ?? '') : undefined;
      const fixed = inZone ?? name.replace(/\.{2,}/g, '.').replace(/\.$/, '');
      found.push(
        refused('double .', key.range, '', renamed(fixed, inZone === undefined ? 'review' : 'safe')),
      );
    }
    const long = name.split('.').find((label) => label.length > MAX_LABEL);
    if (long !== undefined && /^[\x21-\x7e]*$/.test(name)) found.push(refused('invalid label', key.range));
    const { length } = `${name}.${zone}.`;
    if (length > MAX_FQDN && isKnown(zone) && /^[\x21-\x7e]*$/.test(name))
      found.push(refused('invalid fqdn', key.range, String(length)));
    if (/[ \t]/.test(name)) found.push(refused('whitespace is not allowed', key.range));
  }
  const whole = canonicalName(name);
  if (found.length === 0 && !name.endsWith('.') && whole.includes('.') && isAtOrBelow(whole, zone)) {
    const repair = renamed(relativeTo(whole, zone) ?? '', 'review');
    const fault = { code: 'origin-repeated', reason: 'always-relative', full: owner } as const;
    found.push({ fault, range: key.range, repair });
  }
  return found;
}

/** Characters of a name with its zone and the trailing dot. octoDNS: `Record.validate`. */
const MAX_FQDN = 253;

/** Types that octoDNS itself defines. Providers define others. */
const KNOWN_TYPES = new Set(
  'A AAAA ALIAS CAA CNAME DNAME DS HTTPS LOC MX NAPTR NS OPENPGPKEY PTR SPF SRV SSHFP SVCB TLSA TXT URI URLFWD'.split(
    ' ',
  ),
);
/** Types with one value. octoDNS: `ValueMixin`. */
const SINGLE = new Set(['ALIAS', 'CNAME', 'DNAME']);
/** Types whose value is a host name. */
const TARGETS = new Set(['ALIAS', 'CNAME', 'DNAME', 'NS', 'PTR']);

function refusedSet(node: OctoNode, file: SetsOfEntries): readonly SetRefusal[] {
  const { type, map, ttl, values, lenient, owner } = node;
  const name = typeText(type);
  const found: SetRefusal[] = [];
  if (type.text.text !== name && KNOWN_TYPES.has(name))
    found.push(
      refused('Unknown record type', type.range, name, replacing(`Replace with "${name}"`, type.range, name)),
    );
  if (ttl !== undefined) found.push(...refusedTtl(ttl));
  if (!KNOWN_TYPES.has(name)) return found;
  if (!lenient && name === 'ALIAS' && owner !== file.settings.zone)
    found.push(refused('non-root ALIAS not allowed', type.range));
  if (node.values.some(isIncluded)) return found;
  const isNothing = values.every((value) => value.kind === 'scalar' && value.type === 'null');
  if (isNothing) {
    if (!lenient) found.push(refused('missing value(s)', type.range, name));
    return found;
  }
  if (SINGLE.has(name)) {
    const typed = entryOf(map, 'values');
    if (typed !== undefined && valueOf(map, 'value') === undefined) {
      // If there are several values, the rule for single-value records reports the second one.
      if (!lenient && (values.length === 1 || name === 'ALIAS'))
        found.push(refused('missing value', typed.key.range, name, asSingle(typed, file.source)));
      return found;
    }
  }
  for (const value of values) found.push(...refusedValue(name, value, lenient));
  return found;
}

/** Changes `values: [a]` to `value: a`. */
function asSingle({ key, value, isMerged }: DataEntry, source: string): Repair | undefined {
  if (isMerged) return undefined;
  const only = value.kind === 'list' ? value.items[0] : value;
  if (only?.kind !== 'scalar' || only.style === 'block') return undefined;
  const typed = source.slice(only.range.start, only.range.end);
  const isHere = only.range.start >= value.range.start && only.range.end <= value.range.end;
  if (!isHere || (value.kind === 'list' && value.items.length > 1)) return undefined;
  const end = value.kind === 'list' && value.isFlow ? value.range.end : only.range.end;
  return replacing('Use "value"', rangeOf(key.range.start, end), `value: ${typed}`);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

function refusedTtl(ttl: DataScalar): readonly SetRefusal[] {
  const { text } = ttl.text;
  if (ttl.tag !== undefined || ttl.type === 'boolean' || ttl.type === 'float') return [];
  if (ttl.type === 'integer') return (integerValue(text) ?? 0) < 0 ? [refused('invalid ttl', ttl.range)] : [];
  if (/^[ \t]*\+?\d+(?:_\d+)*[ \t]*$/.test(text)) return [];
  const [, digits, unit = ''] = /^(\d{1,9})([smhdw])$/i.exec(text) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  const seconds = digits === undefined || factor === undefined ? undefined : String(Number(digits) * factor);
  return [
    refused(
      'invalid ttl',
      ttl.range,
      '',
      seconds === undefined ? undefined : replacing(`Replace with "${seconds}"`, ttl.range, seconds),
    ),
  ];
}

/** The required keys of a value, and their alternative names. */
const FIELDS: Readonly<
  Record<string, readonly (readonly [name: string, old: string | undefined, kind: 'number' | 'target'])[]>
> = {
  MX: [
    ['preference', 'priority', 'number'],
    ['exchange', 'value', 'target'],
  ],
  SRV: [
    ['priority', undefined, 'number'],
    ['weight', undefined, 'number'],
    ['port', undefined, 'number'],
    ['target', undefined, 'target'],
  ],
};

function refusedValue(type: string, value: DataNode, lenient: boolean): readonly SetRefusal[] {
  if (value.kind === 'unknown' || value.tag !== undefined) return [];
  const fields = FIELDS[type];
  if (fields === undefined) {
    if (!(isText(type) || TARGETS.has(type))) return [];
    if (value.kind !== 'scalar')
      return [refused('not a string', value.range, value.kind === 'list' ? 'list' : 'mapping')];
    const wrong = notText(value);
    if (wrong !== undefined) return [wrong];
    return TARGETS.has(type) && !lenient ? refusedTarget(value) : [];
  }
  if (value.kind === 'scalar' && value.type !== 'null')
    return [refused('not a mapping', value.range, type, asMapping(type, value))];
  if (value.kind !== 'map') return [];
  return fields.flatMap(([name, old, kind]) => {
    const scalar = scalarOf(value, name) ?? (old === undefined ? undefined : scalarOf(value, old));
    const typed = valueOf(value, name) ?? (old === undefined ? undefined : valueOf(value, old));
    if (typed === undefined) return lenient ? [] : [refused('missing field', keysOf(value), name)];
    if (scalar === undefined || scalar.tag !== undefined) return [];
    if (kind === 'target') {
      const wrong = notText(scalar);
      return wrong !== undefined ? [wrong] : lenient ? [] : refusedTarget(scalar);
    }
    const isNumber = scalar.type !== 'text' || /^\s*[+-]?\d+\s*$/.test(scalar.text.text);
    return isNumber || lenient ? [] : [refused('invalid number', scalar.range, name)];
  });
}

/** The range at which missing keys of a map are reported. */
function keysOf({ range, entries }: DataMap): Range {
  const [first] = entries;
  return first === undefined || first.isMerged ? range : first.key.range;
}

/** YAML reads it as a number, a date or a boolean, which octoDNS does not accept as text. */
function notText(value: DataScalar): SetRefusal | undefined {
  const { type, range, text } = value;
  if (type === 'text' || type === 'null') return undefined;
  const kind = type === 'other' ? 'date' : type;
  return refused('not a string', range, kind, replacing('Put the value in quotes', range, `'${text.text}'`));
}

/** octoDNS: `validate_target_fqdn`, which uses the library fqdn, in any version. */
function refusedTarget({ text: { text }, range, type }: DataScalar): readonly SetRefusal[] {
  const isTemplate = text.includes('{') && text.includes('}');
  const bare = text.replace(/\.$/, '');
  if (type !== 'text' || isTemplate || bare === '' || !/^[\x20-\x7e]+$/.test(bare)) return [];
  const isName = bare.split('.').every((label) => /^(?!-)[\w-]{1,63}$/.test(label) && !label.endsWith('-'));
  if (!isName) return [refused('not a valid FQDN', range)];
  return bare.includes('.') ? [] : [refused('single label', range)];
}

/** `10 mx.example.net.` as a mapping. */
function asMapping(type: string, { range, text: { text } }: DataScalar): Repair | undefined {
  const words = text.trim().split(/[ \t]+/);
  const fields = FIELDS[type] ?? [];
  if (
    words.length !== fields.length ||
    !words.every((word, i) => /^\d+$/.test(word) === (fields[i]?.[2] === 'number'))
  )
    return undefined;
  const keys = fields.map(
    ([name], i) => `${name}: ${typeScalar(words[i] ?? '', { style: 'plain', isInFlow: true })}`,
  );
  const numbered = fields.map(([name, , kind], i) =>
    kind === 'number' ? `${name}: ${words[i] ?? ''}` : keys[i],
  );
  return replacing('Change to a mapping', range, `{${numbered.sort().join(', ')}}`);
}

/** A set of a name that already has a set of the same type. octoDNS: `DuplicateRecordException`. */
function refusedDuplicate(first: OctoNode, node: OctoNode, source: string): SetRefusal {
  const merged = (): Repair | undefined => mergeSets(source, first, node);
  return refused('Duplicate record', node.type.range, typeText(node.type), merged);
}

function misplacedName(
  { entry }: OctoNode,
  { reason, isMovable }: MisplacedName,
  names: NamesOfFile,
): SetRefusal {
  return refused(reason, entry.key.range, '', () => {
    const edits = isMovable ? names.moveToPlace(entry) : undefined;
    return edits && { title: 'Move the key to its place', safety: 'safe', edits };
  });
}

/** The keys of a set and of its values, if a configuration requires them to be sorted. */
function unsortedIn(
  { map, values }: OctoNode,
  { source, settings: { order } }: SetsOfEntries,
): readonly SetRefusal[] {
  if (order === undefined || order === 'any') return [];
  const maps = [map, ...values].filter((one) => one.kind === 'map');
  return maps.flatMap((one) => {
    const [found] = misplacedIn(one.entries, order);
    if (found === undefined) return [];
    return [
      refused('keys out of order', found.entry.key.range, '', () => {
        const edits = sortEntries(source, one, order);
        return edits && { title: 'Sort the keys', safety: 'safe', edits };
      }),
    ];
  });
}
