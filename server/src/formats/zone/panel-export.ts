import type { DomainName } from '../../dns/names.ts';
import { canonicalName, isAtOrBelow, parentOf } from '../../dns/names.ts';
import type { ZoneExport } from '../../records/zone-export.ts';
import type { Dialect } from './dialect.ts';
import { masterFile } from './dialect.ts';

/** A control panel, and how its exports differ from what name servers load. */
interface Panel {
  readonly name: string;
  /** What its files contain about themselves. */
  readonly mark: RegExp;
  /** Whether it writes absolute targets without a trailing dot, and "www.@" for a name at the zone. */
  readonly hasBareTargets?: boolean;
  readonly flattensAliases?: boolean;
  /** The TTL that means "automatic". */
  readonly automaticTtl?: number;
}

const PANELS: readonly Panel[] = [
  {
    name: 'Cloudflare',
    mark: /^;;[ \t]*Exported:[ \t]*\d{4}-\d\d-\d\d/m,
    flattensAliases: true,
    automaticTtl: 1,
  },
  { name: 'GoDaddy', mark: /^;[ \t]*Exported \(y-m-d hh:mm:ss\)/m, hasBareTargets: true },
  { name: 'Windows DNS', mark: /^;[ \t]*Database file \S+ for |^[^\s;]*[ \t]+\[AGE:\d+\]/m },
];

/** An SOA record with its owner on the same line. */
const SOA =
  /^([^\s;"()$]+)[ \t]+(?:\d\w*[ \t]+)?(?:IN[ \t]+)?(?:\d\w*[ \t]+)?SOA\b(?:[ \t]+([^\s(]+)(?:[ \t]+([^\s(]+))?)?/im;
/** The first entry with an owner. In a truncated file, this may be the SOA. */
const FIRST_ENTRY = /^([^\s;"()$]+)(?:[ \t]|$)/m;
const ORIGIN = /^\$ORIGIN[ \t]+(\S+)/gim;
const AGE = /^[^\s;]*[ \t]+\[AGE:\d+\]/m;
/** A CNAME, MX or NS record whose target has several labels and no trailing dot. */
const BARE_TARGET = /^[^\s;]*[ \t].*?\b(?:CNAME|NS|MX[ \t]+\d+)[ \t]+[\w-]+(?:\.[\w-]+)+[ \t]*(?:;.*)?$/im;
const PLACEHOLDER_SERVER = /^[^\s;]*[ \t].*?\bNS[ \t]+REPLACE&ME/m;

interface ExportHead {
  readonly panel: Panel | undefined;
  /** As in the source. */
  readonly soaOwner: string | undefined;
  readonly soaNames: readonly string[];
  /** The last `$ORIGIN` before the SOA, as in the source. */
  readonly origin: string | undefined;
}

function readHead(head: string): ExportHead {
  const soa = SOA.exec(head) ?? FIRST_ENTRY.exec(head);
  const origins = [...head.slice(0, soa?.index ?? 0).matchAll(ORIGIN)];
  return {
    panel: PANELS.find(({ mark }) => mark.test(head)),
    soaOwner: soa?.[1],
    soaNames: soa === null ? [] : [soa[2] ?? '', soa[3] ?? ''],
    origin: origins.at(-1)?.[1],
  };
}

/** "$ORIGIN ." with "@" as the owner of the SOA. A name server would load the root zone. */
function isAtRoot({ soaOwner, origin }: ExportHead): boolean {
  return soaOwner === '@' && origin === '.';
}

/**
 * The zone that the records of an export name, if neither its comments nor the file name does. `undefined` for a file that may
 * really contain the root zone.
 */
export function zoneOfExport(head: string): DomainName | undefined {
  const found = readHead(head);
  const { panel, soaOwner, soaNames, origin } = found;
  if (panel !== undefined && origin === undefined && soaOwner !== undefined && isBare(soaOwner))
    return canonicalName(soaOwner);
  if (!isAtRoot(found)) return undefined;
  const [server = '', mailbox = ''] = soaNames.map(canonicalName);
  // Cloudflare writes the zone as its own name server, with "root" in the zone as the mailbox.
  if (mailbox === `root.${server}`) return server;
  return commonParent(head);
}

/** The longest name with at least two labels that contains all owners in the text. */
function commonParent(text: string): DomainName | undefined {
  let common: DomainName | undefined;
  for (const [, owner = ''] of text.matchAll(/^([\w*-][^\s;"()$@]*\.)[ \t]/gm)) {
    const name = canonicalName(owner);
    common ??= name;
    while (!isAtOrBelow(name, common)) {
      const parent = parentOf(common);
      if (parent === undefined || parent === '') return undefined;
      common = parent;
    }
  }
  return common?.includes('.') === true ? common : undefined;
}

/** Whether a name has several labels and no trailing dot. */
function isBare(typed: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)+$/.test(typed);
}

/** The panel that exported a file, as far as its head shows. `zone` is the known zone of the file. */
export function exportIn(head: string, zone: DomainName | undefined): ZoneExport | undefined {
  const found = readHead(head);
  const obstacle = obstacleIn(head, found, zone);
  if (found.panel === undefined && obstacle === undefined) return undefined;
  return { panel: found.panel?.name, flattensAliases: found.panel?.flattensAliases === true, obstacle };
}

function obstacleIn(head: string, found: ExportHead, zone: DomainName | undefined): ZoneExport['obstacle'] {
  const { panel, soaOwner, origin } = found;
  if (zone !== undefined && zone !== '' && isAtRoot(found)) return 'root-origin';
  if (panel === undefined) return undefined;
  const isBareZone = soaOwner !== undefined && isBare(soaOwner) && canonicalName(soaOwner) === zone;
  if (isBareZone && origin !== '.') return 'soa-owner';
  if (AGE.test(head)) return 'ages';
  if (panel.hasBareTargets === true && BARE_TARGET.test(head)) return 'targets';
  return PLACEHOLDER_SERVER.test(head) ? 'name-servers' : undefined;
}

/** How the names and TTLs of a document are read. */
export function dialectOf(
  origin: DomainName,
  zone: DomainName | undefined,
  exported: ZoneExport | undefined,
): Dialect {
  const plain = masterFile(origin, zone);
  if (exported === undefined) return plain;
  const panel = PANELS.find(({ name }) => name === exported.panel);
  const isSoaRefused = exported.obstacle === 'root-origin' || exported.obstacle === 'soa-owner';
  return {
    ...plain,
    undotted: isSoaRefused ? 'all' : panel?.hasBareTargets === true ? 'targets' : 'none',
    joinsAtSign: panel?.hasBareTargets === true,
    automaticTtl: panel?.automaticTtl ?? -1,
  };
}
