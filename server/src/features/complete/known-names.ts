import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { isAtOrBelow, isKnown, type DomainName } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { isSpf } from '../../email/spf/parse.ts';
import { SenderHints } from '../../senders/implied.ts';

/** Entries of files that one completion looks at, so that a key press costs little in a large workspace. */
export const MAX_ENTRIES_READ = 20_000;

/** Records of those whose data one completion reads, which takes longer than to see whose they are. */
export const MAX_RECORDS_READ = 2000;

/** Names of each sort that are suggested: a longer list is not read. */
export const MAX_NAMES = 100;

/** What the records of a domain and of the names around it tell for its SPF record. */
export interface KnownNames {
  /** Names that have addresses. */
  readonly hosts: readonly DomainName[];
  /** Names that have MX records. */
  readonly exchanges: readonly DomainName[];
  /** Names that have SPF records. */
  readonly policies: readonly DomainName[];
  /** Services that the records of the domain hint at, by id. */
  readonly services: ReadonlySet<string>;
}

const HOSTS: ReadonlySet<number | undefined> = new Set(['A', 'AAAA', 'CNAME'].map(typeCode));
const MX = typeCode('MX');
const TXT = typeCode('TXT');
const CNAME = typeCode('CNAME');

/** Looks at the document first, and then at the others. */
export function knownNames(workspace: Workspace, path: DocumentPath, domain: DomainName): KnownNames {
  const around = registeredDomain(domain) ?? domain;
  const hosts = new Set<DomainName>();
  const exchanges = new Set<DomainName>();
  const policies = new Set<DomainName>();
  const hints = new SenderHints();
  let unread = MAX_RECORDS_READ;
  for (const { owner, type, record } of entriesOf(workspace, path)) {
    if (!isAtOrBelow(owner, around)) continue;
    if (HOSTS.has(type)) add(hosts, owner);
    if (type === MX) add(exchanges, owner);
    if (type !== TXT && type !== MX && type !== CNAME) continue;
    const whole = unread-- > 0 ? record() : undefined;
    if (whole === undefined) continue;
    hints.take(whole, { path, range: undefined });
    if (whole.rdata.kind === 'text' && isSpf(whole.rdata.value.text)) add(policies, owner);
  }
  const services = (hints.collected().get(domain) ?? []).flatMap(({ service }) => service?.id ?? []);
  return {
    hosts: [...hosts],
    exchanges: [...exchanges],
    policies: [...policies],
    services: new Set(services),
  };
}

interface Entry {
  readonly owner: DomainName;
  readonly type: number;
  readonly record: () => ReturnType<Block['record']>;
}
type Block = NonNullable<ReturnType<Workspace['documentOf']>>['blocks'][number];

function* entriesOf(workspace: Workspace, path: DocumentPath): Iterable<Entry> {
  let left = MAX_ENTRIES_READ;
  const others = workspace.paths().filter((other) => other !== path);
  for (const each of [path, ...others]) {
    for (const block of workspace.documentOf(each)?.blocks ?? []) {
      for (let i = 0; i < block.size; i++) {
        if (left-- === 0) return;
        const owner = block.ownerAt(i);
        if (owner === undefined || !isKnown(owner)) continue;
        yield { owner, type: block.typeAt(i), record: () => block.record(i) };
      }
    }
  }
}

/** A name that can be typed into a record as it is: RFC 7208 §7.1 wants two labels, and a wildcard is no name to look up. */
const PLAIN_NAME = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/;

function add(names: Set<DomainName>, name: DomainName): void {
  if (names.size < MAX_NAMES && PLAIN_NAME.test(name)) names.add(name);
}
