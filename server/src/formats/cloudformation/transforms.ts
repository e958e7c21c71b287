import { valueOf, type DataMap, type DataNode } from '../../data/node.ts';
import type { DocumentProblem } from '../../records/document.ts';
import { printable } from '../../text/printable.ts';
import { shorten } from '../../text/shorten.ts';
import { certainText } from './resolved.ts';

/** AWS macros that do not change the parts that mailtxt reads. `AWS::Include` adds the content of another file. */
const READ = /^AWS::(?!Include$)/;

/** The macros of a template whose additions are not read. */
export function macroProblems(root: DataMap): readonly DocumentProblem[] {
  const given = valueOf(root, 'Transform');
  const macros = given?.kind === 'list' ? given.items : given === undefined ? [] : [given];
  return macros.flatMap((macro): readonly DocumentProblem[] => {
    const name = nameOf(macro);
    if (name !== undefined && READ.test(name)) return [];
    const shown = name === undefined ? 'this macro' : `the macro "${shorten(printable(name))}"`;
    const message = `mailtxt does not run ${shown}, so what it adds or changes was not read.`;
    return [{ message, range: macro.range, unread: { kind: 'format', subject: name } }];
  });
}

/** A macro with parameters is a map. */
function nameOf(macro: DataNode): string | undefined {
  return certainText(macro.kind === 'map' ? valueOf(macro, 'Name') : macro);
}
