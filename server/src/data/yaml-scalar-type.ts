import type { DataScalar } from './node.ts';

/**
 * The type of a plain scalar for PyYAML, which reads YAML 1.1: `on` is a boolean, `010` and `1:30` are integers. The patterns are
 * those of its resolver.
 */
const TYPES: readonly (readonly [DataScalar['type'], RegExp])[] = [
  ['boolean', /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/],
  ['null', /^(?:~|null|Null|NULL|)$/],
  [
    'integer',
    /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  ],
  [
    'float',
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  ],
  [
    'other',
    /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?|=|<<)$/,
  ],
];

/** The type of a plain scalar with this text. */
export function typeOfPlain(text: string): DataScalar['type'] {
  // The longest of them is a time. Patterns are not tried on keys of 10,000 characters.
  if (text.length > LONGEST) return 'text';
  return TYPES.find(([, pattern]) => pattern.test(text))?.[0] ?? 'text';
}

const LONGEST = 100;

/** The value of a plain integer as YAML 1.1 reads it; `undefined` if it is not an integer. */
export function integerValue(text: string): number | undefined {
  if (typeOfPlain(text) !== 'integer') return undefined;
  const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
  const sign = text.startsWith('-') ? -1 : 1;
  if (digits.startsWith('0b')) return sign * parseInt(digits.slice(2), 2);
  if (digits.startsWith('0x')) return sign * parseInt(digits.slice(2), 16);
  if (digits.includes(':')) return sign * digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return sign * parseInt(digits, digits.startsWith('0') ? 8 : 10);
}
