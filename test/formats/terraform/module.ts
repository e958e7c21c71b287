import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import type { AnyRule } from '../../../server/src/rules/rule.ts';
import { foldersIn } from '../../harness/configuration.ts';
import { environment } from '../../harness/workspace.ts';

export type Files = Readonly<Record<string, string>>;

/**
 * A workspace in which the files of these folders can be read, and the first file or the named files are examined. With all
 * rules, or with these.
 */
export function terraform(
  files: Files,
  added: readonly string[] = Object.keys(files).slice(0, 1),
  rules?: readonly AnyRule[],
): Workspace {
  const around = {
    ...environment(),
    files: {
      list: (folder: string) =>
        Object.keys(files).filter((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) === folder),
      folders: (folder: string) => foldersIn(Object.keys(files), folder),
      read: (path: string) => files[path],
      valueFiles: () => Object.keys(files).filter((path) => /\.tfvars(?:\.json)?$/.test(path)),
    },
  };
  const workspace = createWorkspace(around, rules);
  for (const path of added) workspace.add(path, files[path] ?? '');
  return workspace;
}

/** `owner type data`, in the order of the file. An unknown part is `…`. */
export function recordLines(workspace: Workspace, path: string): readonly string[] {
  return [...workspace.records(path)].map(({ record }) =>
    `${record.owner} ${record.type} ${printRdata(record.type, record.rdata)}`.replaceAll('${…}', '…'),
  );
}

/** `line:column text: message`, lines and columns from 1. */
export function problemLines(workspace: Workspace, path: string): readonly string[] {
  const text = workspace.textOf(path);
  return workspace.problems(path).map(({ message, range }) => {
    if (range === undefined || text === undefined) return message;
    const { line, character } = text.offsetToPosition(range.start);
    return `${line + 1}:${character + 1} ${text.slice(range.start, Math.min(range.end, range.start + 40))}: ${message}`;
  });
}

/** A TXT record of example.com. */
export function txt(name: string, value: string, more = ''): string {
  return `resource "aws_route53_record" "${name}" {
  zone_id = "Z1"
  name    = "${name}.example.com"
  type    = "TXT"
  ttl     = 300
  records = [${value}]
${more}}
`;
}
