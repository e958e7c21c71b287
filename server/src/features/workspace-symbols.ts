import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { typeCode } from '../dns/types.ts';
import { POLICY_KINDS, titleOfPolicy } from '../email/policies.ts';
import type { DnsRecord } from '../records/record.ts';
import { shift, type Range } from '../text/range.ts';
import { mailUseOf } from './policies.ts';
import { entriesIn, type EntryIn } from './records-in.ts';
import { absoluteOwner } from './symbols.ts';

/** A zone, or a record that mail depends on, anywhere in the workspace. */
export interface FoundSymbol {
  /** The owner name and the kind: `_dmarc.example.com. DMARC`, `example.com. zone`. */
  readonly name: string;
  readonly isZone: boolean;
  readonly path: DocumentPath;
  readonly range: Range;
}

/** The maximum number of symbols of one search. The next typed letter finds others. */
export const MAX_SYMBOLS_FOUND = 200;
/** Records that one search reads to find their kind. Names are compared first. */
export const MAX_RECORDS_SEARCHED = 10_000;

const ZONE = 'zone';
const POLICIES = POLICY_KINDS.map((kind) => titleOfPolicy(kind).toLowerCase());

/** By type, in lowercase, the possible kinds of its records. Their text must be read to determine the kind. */
const KINDS = new Map(
  Object.entries({ SOA: [ZONE], MX: ['mx'], TLSA: ['tlsa'], TXT: POLICIES, SPF: ['spf'] }).map(
    ([type, kinds]) => [typeCode(type), kinds] as const,
  ),
);
const TYPES = new Set(KINDS.keys());

interface Candidate extends EntryIn {
  readonly path: DocumentPath;
}

/**
 * The zones and the records for mail whose owner name and kind contain the letters of the query in order, as editors compare them
 * (`exspf` finds `example.com. SPF`). Those with its first word come first.
 */
export function workspaceSymbols(workspace: Workspace, query: string): readonly FoundSymbol[] {
  const letters = query.toLowerCase().replaceAll(/\s/g, '');
  const found = new Map<string, FoundSymbol>();
  for (const { path, block, index, base } of candidatesFor(workspace, query)) {
    const record = block.record(index);
    const kind = record && kindOf(record);
    if (record === undefined || kind === undefined) continue;
    const name = `${absoluteOwner(record.owner)} ${kind}`;
    if (!holdsInOrder(name.toLowerCase(), letters)) continue;
    const range = shift(record.range, base);
    // Several runs of one module define the same record again.
    found.set(`${path} ${range.start} ${name}`, { name, isZone: kind === ZONE, path, range });
    if (found.size === MAX_SYMBOLS_FOUND) break;
  }
  return [...found.values()];
}

function candidatesFor(workspace: Workspace, query: string): readonly Candidate[] {
  const [word = '', ...others] = query.toLowerCase().trim().split(/\s+/);
  const letters = word + others.join('');
  const near: Candidate[] = [];
  const far: Candidate[] = [];
  for (const path of workspace.paths()) {
    const document = workspace.documentOf(path);
    if (document === undefined) continue;
    for (const entry of entriesIn(document, TYPES)) {
      const { block, index } = entry;
      const owner = `${block.ownerAt(index) ?? ''}.`;
      const isNear = owner.includes(word);
      const list = isNear ? near : far;
      if (list.length === MAX_RECORDS_SEARCHED) continue;
      const kinds = KINDS.get(block.typeAt(index)) ?? [];
      if (kinds.some((kind) => holdsInOrder(`${owner} ${kind}`, letters))) list.push({ ...entry, path });
      if (near.length === MAX_RECORDS_SEARCHED) return near;
    }
  }
  return [...near, ...far].slice(0, MAX_RECORDS_SEARCHED);
}

function kindOf(record: DnsRecord): string | undefined {
  return record.type === 'SOA' ? ZONE : mailUseOf(record);
}

/** Whether the letters occur in the text in this order, possibly with others between them. */
function holdsInOrder(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    const next = text.indexOf(letter, at);
    if (next < 0) return false;
    at = next + letter.length;
  }
  return true;
}
