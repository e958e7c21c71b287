import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { HOLE } from '../../../server/src/text/mapped-text.ts';
import { environment } from '../../harness/workspace.ts';

export const FOLDER = '/dns';
export const PATH = `${FOLDER}/dnsconfig.js`;

/** Files by path in the folder of the program. */
export type Files = Readonly<Record<string, string>>;

/** A workspace with the program of these files. Files other than the first one are read if it refers to them. */
export function program(text: string, files: Files = {}): Workspace {
  return programWith(text, new Map(Object.entries(files).map(([name, own]) => [`${FOLDER}/${name}`, own])));
}

/** The same with files by path, which may change. */
export function programWith(text: string, all: ReadonlyMap<string, string>): Workspace {
  const made = createWorkspace({
    ...environment(),
    files: {
      list: (folder) => [...all.keys()].filter((path) => path.slice(0, path.lastIndexOf('/')) === folder),
      folders: (folder) => [
        ...new Set(
          [...all.keys()].flatMap((path) => {
            const rest = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/') : [];
            return rest.length > 1 ? [rest[0] ?? ''] : [];
          }),
        ),
      ],
      read: (path) => all.get(path),
      showsAll: true,
    },
  });
  made.add(PATH, text);
  return made;
}

/** The records of a program in file order: `owner ttl type data`. */
export function recordsIn(made: Workspace): readonly string[] {
  return made.paths().flatMap((path) =>
    [...made.records(path)].map(({ record: { owner, ttl, type, rdata, conditional } }) => {
      const text = rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata);
      return `${conditional ? '? ' : ''}${owner} ${ttl ?? ''} ${type} ${text}`.replaceAll(HOLE, '…');
    }),
  );
}

/** The records of one script whose domain is `example.com`. */
export function recordsOf(modifiers: string, before = ''): readonly string[] {
  return recordsIn(program(`${before}\nD("example.com", REG, ${modifiers});\n`));
}
