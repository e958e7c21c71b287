import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { isAtOrBelow, type DomainName } from '../../dns/names.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import type { RecordBlock } from '../../records/document.ts';
import { SenderHints } from '../../senders/implied.ts';
import { namesOfBlock, type NameUse, type ReadingBudget } from './names-of-block.ts';

/** Entries of files that one request reads for their names. The next request continues from there. */
export const MAX_ENTRIES_READ = 1500;

/** Records whose data one request reads, which takes longer than reading their owner names. */
export const MAX_RECORDS_READ = 30;

/** Names to suggest. If there are more, only those that begin with the typed text are suggested. */
export const MAX_NAMES = 100;

/** Names that one request compares with the typed text, among those that begin with it. */
export const MAX_NAMES_COMPARED = 2000;

/** Blocks of records, of some kilobytes each, in which one request looks for names. */
export const MAX_BLOCKS_SEARCHED = 10_000;

export interface KnownNames {
  readonly names: readonly DomainName[];
  /** Whether these are all names. Otherwise, more are found when the user types more. */
  readonly isWhole: boolean;
}

export interface NameQuery {
  readonly uses: readonly NameUse[];
  /** The prefix of the names in lowercase, if there are too many to suggest all of them. */
  readonly typed: string;
  /** The registered domain to which the names are limited; `undefined` for all names. */
  readonly domain: DomainName | undefined;
}

/** Names of the workspace with one of the uses: those of the document first, then the others. */
export function knownNames(workspace: Workspace, path: DocumentPath, query: NameQuery): KnownNames {
  const every = search(workspace, path, { ...query, typed: '' });
  // Editors match letters at any position, so they filter a short list themselves.
  if (every.isWhole || query.typed === '') return every;
  return search(workspace, path, query);
}

function search(workspace: Workspace, path: DocumentPath, { uses, typed, domain }: NameQuery): KnownNames {
  const around = domain && (registeredDomain(domain) ?? domain);
  const found = new Set<DomainName>();
  const budget = newBudget();
  let left = MAX_NAMES_COMPARED;
  let isWhole = true;
  for (const block of blocksOf(workspace, path)) {
    if (block === undefined) return { names: [...found], isWhole: false };
    for (const use of uses) {
      const known = namesOfBlock(block).namesWith(use, budget);
      isWhole &&= known.isWhole;
      for (let i = firstFrom(known.names, typed); i < known.names.length; i++) {
        const name = known.names[i] ?? '';
        if (!name.startsWith(typed)) break;
        if (left-- === 0) return { names: [...found], isWhole: false };
        if (found.has(name) || (around !== undefined && !isAtOrBelow(name, around))) continue;
        if (found.size === MAX_NAMES) return { names: [...found], isWhole: false };
        found.add(name);
      }
    }
  }
  return { names: [...found], isWhole };
}

/** Index of the first name that does not sort before the text. */
function firstFrom(names: readonly DomainName[], typed: string): number {
  let low = 0;
  let high = typed === '' ? 0 : names.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((names[middle] ?? '') < typed) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface HintedServices {
  /** Ids of services in the catalog. */
  readonly services: ReadonlySet<string>;
  /** Whether all records were read. Otherwise, the next request reads more. */
  readonly isWhole: boolean;
}

/** The services that records or resources of the domain point to. */
export function hintedServices(workspace: Workspace, path: DocumentPath, domain: DomainName): HintedServices {
  const hints = new SenderHints();
  const place = { path, range: undefined };
  for (const { record } of workspace.recordsOf(domain, 'TXT').slice(0, MAX_RECORDS_READ))
    hints.take(record, place);
  const budget = newBudget();
  let left = MAX_NAMES_COMPARED;
  let isWhole = true;
  for (const block of blocksOf(workspace, path)) {
    const known = block && namesOfBlock(block).setup(budget);
    isWhole &&= known?.isWhole === true;
    for (const record of known?.records ?? []) {
      if (left-- === 0) break;
      if (isAtOrBelow(record.owner, domain)) hints.take(record, place);
    }
    if (known === undefined || left <= 0) break;
  }
  for (const each of workspace.paths().slice(0, MAX_BLOCKS_SEARCHED))
    for (const source of workspace.sources(each)) hints.takeSource(source, place);
  const found = hints.collected().get(domain) ?? [];
  return { services: new Set(found.flatMap(({ service }) => service?.id ?? [])), isWhole };
}

/** Report addresses to suggest. */
export const MAX_REPORT_URIS = 20;

/** The report addresses in the DMARC and TLS-RPT records of the workspace, beginning with those of the document. */
export function knownReportUris(workspace: Workspace, path: DocumentPath): readonly string[] {
  const found = new Set<string>();
  const budget = newBudget();
  for (const block of blocksOf(workspace, path)) {
    if (block === undefined || found.size >= MAX_REPORT_URIS) break;
    for (const uri of namesOfBlock(block).reportUris(budget)) found.add(uri);
  }
  return [...found].slice(0, MAX_REPORT_URIS);
}

function newBudget(): ReadingBudget {
  return { entries: MAX_ENTRIES_READ, records: MAX_RECORDS_READ };
}

/** The addresses, beginning with those of the document. `undefined` as the last item means that there are more. */
function* blocksOf(workspace: Workspace, path: DocumentPath): Iterable<RecordBlock | undefined> {
  let left = MAX_BLOCKS_SEARCHED;
  const others = workspace.paths().filter((other) => other !== path);
  for (const each of [path, ...others]) {
    for (const block of workspace.documentOf(each)?.blocks ?? []) {
      yield left-- > 0 ? block : undefined;
      if (left < 0) return;
    }
  }
}
