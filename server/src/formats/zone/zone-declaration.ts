import type { DomainName } from '../../dns/names.ts';
import type { ServerView } from '../../records/server-view.ts';
import type { Range } from '../../text/range.ts';

/** A zone that a configuration loads from a file. */
export interface ZoneDeclaration {
  readonly zone: DomainName;
  readonly view?: ServerView | undefined;
  /** The file that the server opens. Unless it is absolute, it is joined with the configured folder. */
  readonly file: string;
  /** The range of the file name. Offsets in its configuration file. */
  readonly range: Range;
  readonly config: string;
}

/** Resolves a file from its configured folder as a name server does. */
export function joinPath(folder: string | undefined, file: string): string {
  return folder === undefined || file.startsWith('/') ? file : `${folder.replace(/\/$/, '')}/${file}`;
}
