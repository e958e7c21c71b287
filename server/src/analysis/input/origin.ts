import type { DomainName } from '../../dns/names.ts';
import { canonicalName } from '../../dns/names.ts';
import { originFromComments, originFromFileName } from '../../formats/zone/origin.ts';
import { exportIn, zoneOfExport } from '../../formats/zone/panel-export.ts';
import { areSameOptions, type FileOptions } from '../../records/declared-zone.ts';
import type { ZoneExport } from '../../records/zone-export.ts';
import type { DocumentPath } from '../finding.ts';

/** How the origin of a document was found, so that users can check it. */
export interface Origin {
  /** `undefined` if unknown. Then names are checked only as written. */
  readonly name: DomainName | undefined;
  readonly source: 'comment' | 'settings' | 'include' | 'soa' | 'header' | 'file-name' | 'none' | 'no-names';
  readonly exported?: ZoneExport;
  /** How a configuration reads the document. */
  readonly options?: FileOptions | undefined;
}

/** Characters at the start of a file that can show its origin. */
export const HEAD = 16_384;

/**
 * The origin of names before the first `$ORIGIN`, and whether a control panel exported the file. `told` is the origin from the
 * user's settings or a name server's configuration, which takes precedence over the file.
 */
export function findOrigin(path: DocumentPath, head: string, configured: DomainName | undefined): Origin {
  const found = findName(path, head, configured);
  const exported = exportIn(head, found.name);
  return exported === undefined ? found : { ...found, exported };
}

function findName(path: DocumentPath, head: string, configured: DomainName | undefined): Origin {
  if (configured !== undefined) return { name: configured, source: 'settings' };
  const own = /^[ \t]*;[ \t]*mailtxt:[ \t]*origin=([^\s;]+)/m.exec(head)?.[1];
  if (own !== undefined) return { name: canonicalName(own), source: 'comment' };
  const soa = SOA_WITH_NAME.exec(head);
  if (soa?.[1] !== undefined && !/^\$ORIGIN/im.test(head.slice(0, soa.index))) {
    return { name: canonicalName(soa[1]), source: 'soa' };
  }
  const header = originFromComments(head);
  if (header !== undefined) return { name: header, source: 'header' };
  const named = originFromFileName(path);
  if (named !== undefined) return { name: named, source: 'file-name' };
  const ofExport = zoneOfExport(head);
  if (ofExport !== undefined) return { name: ofExport, source: 'soa' };
  return { name: undefined, source: 'none' };
}

/** Whether documents with these origins are read in the same way. */
export function isReadAlike(one: Origin, other: Origin): boolean {
  return (
    one.name === other.name &&
    one.exported?.panel === other.exported?.panel &&
    one.exported?.obstacle === other.exported?.obstacle &&
    areSameOptions(one.options, other.options)
  );
}

const SOA_WITH_NAME = /^([A-Za-z0-9_.-]+\.)[ \t]+(?:\d\w*[ \t]+)?(?:IN[ \t]+)?(?:\d\w*[ \t]+)?SOA[ \t]/im;
