import type { DomainName } from '../../dns/names.ts';
import type { ServerView } from '../../records/server-view.ts';
import type { Range } from '../../text/range.ts';

/** A zone that a configuration loads from a file. */
export interface ZoneDeclaration {
  readonly zone: DomainName;
  readonly view?: ServerView | undefined;
  /** The file as the server will open it: joined with the configured folder unless it is absolute. */
  readonly file: string;
  /** Where the file is named; offsets in that file of the configuration. */
  readonly range: Range;
  readonly config: string;
}

/** A file as a name server finds it from its configured folder. */
export function joinPath(folder: string | undefined, file: string): string {
  return folder === undefined || file.startsWith('/') ? file : `${folder.replace(/\/$/, '')}/${file}`;
}
