import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

import type { DocumentPath, Finding } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { asciiLowerCase, isAtOrBelow } from '../../dns/names.ts';

/**
 * Identifies a finding from run to run, in 32 hexadecimal digits: its rule, the owner and type of its record, and the text in
 * its range. Lines, columns, file names and the words of messages are not part of it, so it stays the same when lines move,
 * a file is renamed, records change places, or a message is reworded. Findings that do not differ in any of these have the
 * same fingerprint: {@link FingerprintCounter} numbers them.
 */
export function fingerprintOf(finding: Finding, path: DocumentPath, workspace: Workspace): string {
  const { rule, sameAs } = finding;
  // A finding that stands for many records of a zone is on the first of them, which may be another one tomorrow.
  const parts =
    sameAs === undefined
      ? [rule, ownerOf(finding, path, workspace), finding.type, evidenceOf(finding, path, workspace)]
      : [rule, zoneOf(path, workspace), sameAs];
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts)))).slice(0, 32);
}

/** In a file that several zones load, the owner is in the first zone. Only the relative name is the same in all of them. */
function ownerOf({ owner }: Pick<Finding, 'owner'>, path: DocumentPath, workspace: Workspace): string | null {
  if (owner === null || zoneOf(path, workspace) !== undefined) return owner;
  const first = workspace.originOf(path).name;
  if (first === undefined || first === '' || !isAtOrBelow(owner, first)) return owner;
  return owner.slice(0, owner.length - first.length);
}

/** `undefined` if the owner is unknown, or if there are several owners. */
function zoneOf(path: DocumentPath, workspace: Workspace): string | undefined {
  const [zone, ...others] = workspace.zonesOf(path);
  return others.length > 0 ? undefined : zone?.name;
}

/** UTF-16 units of the text in a finding's range that are part of its fingerprint. A range may be a whole file. */
const MAX_EVIDENCE = 65_536;

/** The text without differences in spaces, case and splitting into strings. */
function evidenceOf({ range }: Finding, path: DocumentPath, workspace: Workspace): string {
  const text = workspace.textOf(path)?.slice(range.start, Math.min(range.end, range.start + MAX_EVIDENCE));
  return asciiLowerCase((text ?? '').replace(/"\s+"/g, '').replace(/\s+/g, ' ').trim());
}

/** Distinguishes findings with the same fingerprint by their order in the run. */
export class FingerprintCounter {
  private readonly seen = new Map<string, number>();

  /** The fingerprint with a number after it, from 1. */
  next(fingerprint: string): string {
    const number = (this.seen.get(fingerprint) ?? 0) + 1;
    this.seen.set(fingerprint, number);
    return `${fingerprint}:${number}`;
  }
}
