import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

import type { DocumentPath, Finding } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { asciiLowerCase, isAtOrBelow } from '../../dns/names.ts';

/**
 * What a finding is known by from run to run, in 32 hexadecimal digits: its rule, the owner and the type of its record, and
 * the text that it is on. Lines, columns, names of files and the words of messages are not part of it, so it stays the
 * same when lines move, a file gets another name, records change places, or a message is reworded. Findings that differ in
 * none of these have the same fingerprint: {@link FingerprintCounter} counts them.
 */
export function fingerprintOf(finding: Finding, path: DocumentPath, workspace: Workspace): string {
  const { rule, sameAs } = finding;
  // A finding that is shown for many records of a zone is on the first one, which may be another one tomorrow.
  const parts =
    sameAs === undefined
      ? [rule, ownerOf(finding, path, workspace), finding.type, evidenceOf(finding, path, workspace)]
      : [rule, zoneOf(path, workspace), sameAs];
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts)))).slice(0, 32);
}

/** In a file that several zones load, the owner is that of the first zone: what is the same in all is the relative name. */
function ownerOf({ owner }: Pick<Finding, 'owner'>, path: DocumentPath, workspace: Workspace): string | null {
  if (owner === null || zoneOf(path, workspace) !== undefined) return owner;
  const first = workspace.originOf(path).name;
  if (first === undefined || first === '' || !isAtOrBelow(owner, first)) return owner;
  return owner.slice(0, owner.length - first.length);
}

/** `undefined` where it is not known, or where there are several. */
function zoneOf(path: DocumentPath, workspace: Workspace): string | undefined {
  const [zone, ...others] = workspace.zonesOf(path);
  return others.length > 0 ? undefined : zone?.name;
}

/** UTF-16 units of the text under a finding that count. A range may be a whole file. */
const MAX_EVIDENCE = 65_536;

/** The text, whatever its spaces, its case and the strings that it is split into. */
function evidenceOf({ range }: Finding, path: DocumentPath, workspace: Workspace): string {
  const text = workspace.textOf(path)?.slice(range.start, Math.min(range.end, range.start + MAX_EVIDENCE));
  return asciiLowerCase((text ?? '').replace(/"\s+"/g, '').replace(/\s+/g, ' ').trim());
}

/** Tells findings with the same fingerprint apart, by their order in the run. */
export class FingerprintCounter {
  private readonly seen = new Map<string, number>();

  /** The fingerprint with a number after it, from 1. */
  next(fingerprint: string): string {
    const number = (this.seen.get(fingerprint) ?? 0) + 1;
    this.seen.set(fingerprint, number);
    return `${fingerprint}:${number}`;
  }
}
