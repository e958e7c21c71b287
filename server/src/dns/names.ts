import { HOLE } from '../text/mapped-text.ts';
import { MAX_LABEL, MAX_NAME } from './limits.ts';

/**
 * An absolute domain name in canonical form, so that two names are the same if and only if the strings are equal: ASCII
 * lowercase, no trailing dot, the root is ''. An octet that a zone file would have to escape is written `\.` , `\\` or `\DDD` as
 * in RFC 1035 §5.1.
 *
 * An unknown part is one {@link HOLE}. An unknown origin is a last label that is only a HOLE. If there are several, which may or
 * may not be the same, each has its number after the HOLE.
 */
export type DomainName = string;

/** The last label of names in one of several zones whose names are unknown. */
export function unknownOrigin(number: number): DomainName {
  return `${HOLE}${number}`;
}

/** Whether a label represents an unknown origin. */
export function isUnknownOrigin(label: string): boolean {
  return /^\uFFFC\d*$/.test(label);
}

/** A name for display, with `hole` instead of unknown parts. */
export function showName(name: DomainName, hole: string): string {
  return name.replace(/\uFFFC\d*$/, hole).replaceAll(HOLE, hole);
}

/** The name in messages: `.` for the root, which would otherwise be an empty text. */
export function orRoot(name: DomainName): string {
  return name === '' ? '.' : name;
}

/** False if a part of the name is unknown: a template, or a relative name whose origin is unknown. */
export function isKnown(name: DomainName): boolean {
  return !name.includes(HOLE);
}

/** Labels from left to right, with escapes. The root has none. */
export function labelsOf(name: DomainName): readonly string[] {
  if (name === '') return [];
  if (!name.includes('\\')) return name.split('.');
  const labels: string[] = [];
  let start = 0;
  for (let i = 0; i < name.length; i++) {
    if (name[i] === '\\') i++;
    else if (name[i] === '.') {
      labels.push(name.slice(start, i));
      start = i + 1;
    }
  }
  labels.push(name.slice(start));
  return labels;
}

/** The name without its first label. The parent of a top-level name is the root; the root has none. */
export function parentOf(name: DomainName): DomainName | undefined {
  if (name === '') return undefined;
  for (let i = 0; i < name.length; i++) {
    if (name[i] === '\\') i++;
    else if (name[i] === '.') return name.slice(i + 1);
  }
  return '';
}

/** The first label, with escapes; '' for the root. */
export function firstLabelOf(name: DomainName): string {
  const parent = parentOf(name);
  if (parent === undefined) return '';
  return parent === '' ? name : name.slice(0, name.length - parent.length - 1);
}

/** Whether `name` is `ancestor` or below it. Everything is below the root. */
export function isAtOrBelow(name: DomainName, ancestor: DomainName): boolean {
  if (ancestor === '' || name === ancestor) return true;
  if (!name.endsWith(ancestor)) return false;
  const dot = name.length - ancestor.length - 1;
  return name[dot] === '.' && (dot === 0 || name[dot - 1] !== '\\' || name[dot - 2] === '\\');
}

export function isBelow(name: DomainName, ancestor: DomainName): boolean {
  return name !== ancestor && isAtOrBelow(name, ancestor);
}

/** The labels of `name` before `ancestor`, as text; `undefined` if it is not below it. */
export function relativeTo(name: DomainName, ancestor: DomainName): string | undefined {
  if (!isBelow(name, ancestor)) return undefined;
  return ancestor === '' ? name : name.slice(0, name.length - ancestor.length - 1);
}

export function childOf(label: string, parent: DomainName): DomainName {
  return parent === '' ? label : `${label}.${parent}`;
}

/** A name as in a zone file, in canonical form and made absolute with the origin (RFC 1035 §5.1). */
export function completeName(typed: string, origin: DomainName): DomainName {
  if (typed === '@') return origin;
  if (typed === '.') return '';
  return typed.endsWith('.') && !isLastEscaped(typed) ? typed.slice(0, -1) : childOf(typed, origin);
}

/** Whether an odd number of backslashes is before the last character. */
function isLastEscaped(text: string): boolean {
  let count = 0;
  for (let i = text.length - 2; i >= 0 && text[i] === '\\'; i--) count++;
  return count % 2 === 1;
}

/** In lowercase, without the trailing dot. For names that were entered as plain host names, without escapes. */
export function canonicalName(typed: string): DomainName {
  const lower = asciiLowerCase(typed);
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

/** An octet of a label in a {@link DomainName}. A dot in a label is `\.`. RFC 1035 §5.1, RFC 4343 §2.1. */
export function canonicalOctet(octet: number): string {
  if (octet <= 0x20 || octet >= 0x7f) return `\\${String(octet).padStart(3, '0')}`;
  const character = asciiLowerCase(String.fromCharCode(octet));
  return '.\\"();@$'.includes(character) ? `\\${character}` : character;
}

/**
 * The name of wire octets with dots between the labels, and optionally at the end: `a\\b.example.`. Characters are not escapes,
 * as in a sender's address or an expanded macro. Labels are not checked.
 */
export function nameOfOctets(text: string): DomainName {
  const bare = text.endsWith('.') ? text.slice(0, -1) : text;
  if (PLAIN_NAME.test(bare)) return asciiLowerCase(bare);
  let name = '';
  for (let i = 0; i < bare.length; i++) {
    const unit = bare.charAt(i);
    name += unit === '.' || unit === HOLE ? unit : canonicalOctet(unit.charCodeAt(0) & 0xff);
  }
  return name;
}

const PLAIN_NAME = /^[A-Za-z0-9_.*/+:-]*$/;

/** Only ASCII: `toLowerCase` would also convert other letters, and some change length. RFC 4343 §2. */
export function asciiLowerCase(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (upper) => upper.toLowerCase()) : text;
}

/** Octets of an escaped label, without its length octet. */
export function labelOctets(label: string): number {
  if (!label.includes('\\')) return label.length;
  let octets = 0;
  for (let i = 0; i < label.length; i++, octets++) {
    if (label[i] !== '\\') continue;
    i += /^\d{3}$/.test(label.slice(i + 1, i + 4)) ? 3 : 1;
  }
  return octets;
}

export type NameFault = 'empty-label' | 'label-too-long' | 'name-too-long';

/** The first reason why the name cannot be served, if any (RFC 1035 §2.3.4). The length is not checked if parts are unresolved. */
export function faultOfName(name: DomainName): NameFault | undefined {
  if (name === '' || isPlainlyRight(name)) return undefined;
  let octets = 1;
  for (const label of labelsOf(name)) {
    if (label === '') return 'empty-label';
    if (label.includes(HOLE)) continue;
    const length = labelOctets(label);
    if (length > MAX_LABEL) return 'label-too-long';
    octets += length + 1;
  }
  return octets > MAX_NAME ? 'name-too-long' : undefined;
}

const DOT = 0x2e;
const BACKSLASH = 0x5c;

/** Handles most names: without escapes, and with labels that are short enough. */
function isPlainlyRight(name: DomainName): boolean {
  if (name.length > MAX_NAME - 2) return false;
  let start = 0;
  for (let i = 0; i <= name.length; i++) {
    const code = i < name.length ? name.charCodeAt(i) : DOT;
    if (code === BACKSLASH) return false;
    if (code !== DOT) continue;
    if (i === start || i - start > MAX_LABEL) return false;
    start = i + 1;
  }
  return true;
}

const BASE = 0x01000193;

/**
 * A 32-bit polynomial hash of a canonical name, for tables of names. It is composable: the hashes of a relative name and of its
 * origin give that of the absolute name ({@link appendHash}), so the name itself need not be created.
 */
export function hashOfName(name: DomainName): number {
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, BASE) + name.charCodeAt(i)) | 0;
  return hash;
}

export function appendCodeToHash(hash: number, code: number): number {
  return (Math.imul(hash, BASE) + code) | 0;
}

/** The data of the suffix that {@link appendHash} needs. */
export interface HashedSuffix {
  readonly hash: number;
  /** BASE to the power of the suffix's length. */
  readonly power: number;
}

export function hashSuffix(suffix: string): HashedSuffix {
  let power = 1;
  for (let i = 0; i < suffix.length; i++) power = Math.imul(power, BASE);
  return { hash: hashOfName(suffix), power };
}

export function appendHash(hash: number, suffix: HashedSuffix): number {
  return (Math.imul(hash, suffix.power) + suffix.hash) | 0;
}
