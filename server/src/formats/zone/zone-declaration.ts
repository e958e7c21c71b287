import type { DomainName } from '../../dns/names.ts';
import type { Range } from '../../text/range.ts';

/** A name server's word that a file holds a zone. */
export interface ZoneDeclaration {
  readonly zone: DomainName;
  /** The file as the server will open it: joined with the configured folder unless it is absolute. */
  readonly file: string;
  /** Where the file is named; offsets in the configuration. */
  readonly range: Range;
}

/** A file as a name server finds it from its configured folder. */
export function joinPath(folder: string | undefined, file: string): string {
  return folder === undefined || file.startsWith('/') ? file : `${folder.replace(/\/$/, '')}/${file}`;
}
