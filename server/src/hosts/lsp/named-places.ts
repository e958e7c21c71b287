import type { DocumentPath } from '../../analysis/finding.ts';
import { uriOf } from './locate.ts';
import type { ReportLink } from './requests.ts';
import type { Session } from './session.ts';
import { printable } from '../../text/printable.ts';

/** The displayed names of files in a text, and the files that these names refer to. */
export interface NamedPlaces {
  readonly nameOf: (path: DocumentPath) => string;
  /** Finds every `NAME:LINE` and `NAME:LINE:COLUMN` of files whose name {@link nameOf} returned. */
  readonly linksIn: (text: string) => readonly ReportLink[];
}

/** The name of a file relative to the open folder. */
export function namedPlaces(session: Session): NamedPlaces {
  const named = new Map<string, DocumentPath>();
  return {
    nameOf(path) {
      const name = nameWithin(session.configuration.folderPaths(), path);
      // Reports show the name in this form.
      named.set(printable(name), path);
      return name;
    },
    linksIn: (text) => text.split('\n').flatMap((line, number) => linksInLine(session, line, number, named)),
  };
}

function nameWithin(folders: readonly DocumentPath[], path: DocumentPath): string {
  const folder = folders.find((each) => path.startsWith(`${each}/`));
  return path.slice(folder === undefined ? path.lastIndexOf('/') + 1 : folder.length + 1);
}

function linksInLine(
  session: Session,
  line: string,
  number: number,
  named: ReadonlyMap<string, DocumentPath>,
): readonly ReportLink[] {
  const links: ReportLink[] = [];
  for (const [name, path] of named) {
    const start = line.indexOf(`${name}:`);
    const place = start < 0 ? null : /^:(\d+)(?::(\d+))?/.exec(line.slice(start + name.length));
    if (place === null) continue;
    const [typed, at, column] = place;
    links.push({
      range: {
        start: { line: number, character: start },
        end: { line: number, character: start + name.length + typed.length },
      },
      target: `${uriOf(session, path)}#L${at}${column === undefined ? '' : `,${column}`}`,
    });
  }
  return links;
}
