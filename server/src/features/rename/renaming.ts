import type { DocumentPath } from '../../analysis/finding.ts';
import {
  asciiLowerCase,
  canonicalName,
  childOf,
  faultOfName,
  firstLabelOf,
  isAtOrBelow,
  isBelow,
  labelsOf,
  parentOf,
  type DomainName,
} from '../../dns/names.ts';
import { isInReverseZone } from '../../domain/targets.ts';
import type { Range } from '../../text/range.ts';
import { featureText } from '../texts.ts';

/** A name that is renamed, with all names below it. */
export interface Renaming {
  readonly from: DomainName;
  readonly to: DomainName;
  /** The typed labels for the first label of `from`: one or several. */
  readonly labels: string;
}

/** Why a rename cannot be done exactly. */
export interface RenameRefusal {
  /** A clause without a full stop. */
  readonly refusal: string;
  /** The place that prevents the rename. */
  readonly place?: { readonly path: DocumentPath; readonly range: Range };
}

/** The name after the rename. */
export function renamedName(name: DomainName, { from, to }: Renaming): DomainName {
  return isAtOrBelow(name, from) ? `${name.slice(0, name.length - from.length)}${to}` : name;
}

/** Labels by which programs find records: RFC 6376 §3.6.2, RFC 9989 §4.5, RFC 8461 §3.1, RFC 8460 §3, RFC 2782, RFC 6698 §3. */
const FIXED =
  /^(?:_domainkey|_dmarc|_report|_adsp|_smtp|_tls|_mta-sts|_bimi|_acme-challenge|_tcp|_udp|_sctp|_\d+|mta-sts)$/;
/** Labels below which each label is the name of a service. RFC 2782. */
const PROTOCOL = /^_(?:tcp|udp|sctp)$/;

/** Why the first label of the name cannot be renamed; `undefined` if it can. */
export function whyFixed(name: DomainName): string | undefined {
  const label = firstLabelOf(name);
  if (label === '*') return featureText('wildcard');
  if (FIXED.test(label)) return featureText('fixedLabel', { label });
  if (label.startsWith('_') && PROTOCOL.test(firstLabelOf(parentOf(name) ?? '')))
    return featureText('serviceLabel', { label });
  if (isInReverseZone(name)) return featureText('reverseName');
  if (!/^[a-z0-9_-]+$/.test(label)) return featureText('labelNotHost');
  return undefined;
}

/**
 * The renaming of `from` to what the user typed: labels for its first one, or the whole new name. Otherwise, the reason why it is
 * invalid.
 */
export function renamingTo(from: DomainName, typed: string): Renaming | RenameRefusal {
  const parent = parentOf(from) ?? '';
  const labels = labelsTyped(typed.trim(), parent);
  if (labels === undefined) return { refusal: featureText('staysBelow', { parent }) };
  const to = childOf(canonicalName(labels), parent);
  const old = firstLabelOf(from);
  const wrong = labelsOf(canonicalName(labels))
    .map((label, i) => faultOfLabel(label, old, i === 0))
    .find((one) => one !== undefined);
  if (wrong !== undefined) return { refusal: wrong };
  const fault = faultOfName(to);
  if (fault !== undefined) return { refusal: FAULTS[fault] };
  if (isBelow(to, from)) return { refusal: featureText('isBelow', { name: to, other: from }) };
  return { from, to, labels };
}

const FAULTS = {
  'empty-label': featureText('emptyLabel'),
  'label-too-long': featureText('labelTooLong'),
  'name-too-long': featureText('nameTooLong'),
};

/** The labels before the parent; `undefined` for a name that is not below it. */
function labelsTyped(typed: string, parent: DomainName): string | undefined {
  const isAbsolute = typed.endsWith('.');
  const name = isAbsolute ? typed.slice(0, -1) : typed;
  const suffix = `.${parent}`;
  if (parent !== '' && asciiLowerCase(name).endsWith(suffix)) return name.slice(0, -suffix.length);
  return isAbsolute && parent !== '' ? undefined : name;
}

/** `old` is the label that it replaces. */
function faultOfLabel(label: string, old: string, isFirst: boolean): string | undefined {
  if (label === '') return FAULTS['empty-label'];
  if (!/^[a-z0-9_-]+$/.test(label)) return featureText('labelCharacters', { label });
  if (/^-|-$/.test(label)) return featureText('labelHyphen', { label });
  if (label.includes('_') && !old.includes('_')) return featureText('labelUnderscore', { label });
  if (isFirst && old.startsWith('_') && !label.startsWith('_'))
    return featureText('underscoreMissing', { label, old });
  return undefined;
}
