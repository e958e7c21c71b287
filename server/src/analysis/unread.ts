import { isKnown } from '../dns/names.ts';
import type { Unread } from '../records/unread.ts';
import { rangeOf } from '../text/range.ts';
import type { Range } from '../text/range.ts';
import type { DocumentPath, Problem } from './finding.ts';
import type { DuplicateZone } from './engine/zone-directory.ts';
import type { DocumentEntry } from './input/entry.ts';
import { analysisText } from './texts.ts';

/** What was not examined in the documents: includes, and records without a known owner name. */
export function unreadDocuments(
  entries: Iterable<DocumentEntry>,
  problemsOf: (path: DocumentPath) => readonly Problem[],
): readonly Unread[] {
  const found: Unread[] = [];
  for (const entry of entries) {
    const { path } = entry;
    // The family itself lists what it did not examine.
    if (!entry.isOfFamily) {
      for (const { message, range, unread } of problemsOf(path))
        if (unread !== undefined) found.push({ ...unread, path, range, message, count: 1 });
    }
    const nameless = namelessIn(entry);
    if (nameless !== undefined) found.push(nameless);
  }
  return found;
}

/** The records of a document whose owner name is unknown. A document with a known origin has none. */
function namelessIn({ path, isOfFamily, instances }: DocumentEntry): Unread | undefined {
  const nameless = instances.find(
    ({ origin }) => isOfFamily || (origin.name === undefined && origin.source !== 'no-names'),
  );
  if (nameless === undefined) return undefined;
  const { document } = nameless.member;
  let count = 0;
  let first: Range | undefined;
  for (const block of document.blocks) {
    for (let i = 0; i < block.size; i++) {
      const owner = block.ownerAt(i);
      if (owner === undefined || isKnown(owner) || !isRecord(block.typeAt(i))) continue;
      count++;
      if (first !== undefined) continue;
      const offset = document.offsetOf(block);
      first = rangeOf(offset + block.startAt(i), offset + block.endAt(i));
    }
  }
  if (first === undefined) return undefined;
  const isOnlyInSettings = isOfFamily || document.origins === undefined;
  const remedy = analysisText(isOnlyInSettings ? 'nameItsZone' : 'setOrigin');
  const message =
    count === 1
      ? analysisText('domainUnknown', { remedy })
      : analysisText('domainsUnknown', { count, remedy });
  return { kind: 'name', path, range: first, message, count };
}

function isRecord(type: number): boolean {
  return type <= 65_535;
}

/** Files with a zone that another file also has. */
export function unreadDuplicates(zones: readonly DuplicateZone[]): readonly Unread[] {
  return zones.flatMap(({ apex, files, current }) => {
    const others = files.filter((file) => file !== current);
    const [path] = others;
    if (path === undefined) return [];
    const names = withoutCommonFolder(files);
    const shown = (file: string): string => `"${names.get(file) ?? file}"`;
    const zone = { count: files.length, zone: apex };
    const listed = [...files.slice(0, MAX_NAMED).map(shown), ...(files.length > MAX_NAMED ? ['…'] : [])];
    const message =
      current === undefined
        ? analysisText('sameZone', { ...zone, files: listed.join(', ') })
        : analysisText('sameZoneUsed', { ...zone, file: shown(current) });
    return [{ kind: 'duplicate-zone', subject: apex, path, range: undefined, message, count: files.length }];
  });
}

/** The maximum number of files in a message. */
const MAX_NAMED = 4;

/** By path: the path without the common folder. */
function withoutCommonFolder(paths: readonly string[]): ReadonlyMap<string, string> {
  const [first = ''] = paths;
  let length = first.lastIndexOf('/') + 1;
  while (length > 0 && !paths.every((path) => path.startsWith(first.slice(0, length))))
    // With only "/" in common, nothing is removed: an unsaved document, whose name has no folder, is in none.
    length = length < 2 ? 0 : first.lastIndexOf('/', length - 2) + 1;
  return new Map(paths.map((path) => [path, path.slice(length)]));
}
