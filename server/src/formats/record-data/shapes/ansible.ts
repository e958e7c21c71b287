import type { DataMap, DataNode } from '../../../data/node.ts';
import type { DomainName } from '../../../dns/names.ts';
import { firstValueOf, firstTextOf, readRecordMap } from '../../../record-sets/record-map.ts';
import type { RecordSet, SetReading, TextLiteral } from '../../../record-sets/record-set.ts';
import type { DocumentProblem } from '../../../records/document.ts';
import { applyEdits } from '../../../text/edit.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import type { RecordShape, ShapeRecords } from '../shape.ts';
import { keepsArguments } from './ansible/arguments.ts';
import { runsOf, type TaskRun } from './ansible/loops.ts';
import { MODULE_NAMES, type RecordModule } from './ansible/modules.ts';
import { MAX_BLOCK_DEPTH, tasksIn, type Task } from './ansible/tasks.ts';
import { MAX_JINJA_NESTING, MAX_JINJA_STEPS, Templates } from './ansible/variables.ts';
import { zoneNamed } from './zone-records.ts';

/** As the key of a task, in the text of an action, and in the map of an action. */
const MODULE = new RegExp(
  [
    `^[ \\t]*(?:-[ \\t]+)?${MODULE_NAMES}[ \\t]*:`,
    `^[ \\t]*(?:-[ \\t]+)?(?:local_)?action[ \\t]*:[ \\t]*["']?${MODULE_NAMES}[ \\t]`,
    `^[ \\t]+module[ \\t]*:[ \\t]*${MODULE_NAMES}[ \\t\\r]*$`,
  ].join('|'),
  'm',
);

/** The first line that is neither a comment nor the start of the document is a list item. */
const IS_LIST = /^\uFEFF?(?:[ \t]*(?:#[^\n]*|%[^\n]*|---[^\n]*)?\r?\n)*[ \t]*(?:---[ \t]+)?[-[]/;

/** Ansible tasks in a playbook or a role. Values that are not in the file are only known when they run. */
export const ANSIBLE_TASKS: RecordShape = {
  name: 'Ansible tasks',
  text: [MODULE, IS_LIST],
  read({ roots: [root] }) {
    return root?.kind === 'list' ? new TaskReading().read(root.items) : undefined;
  },
};

class TaskReading {
  private readonly templates = new Templates();
  private readonly sets: RecordSet[] = [];
  private readonly problems: DocumentProblem[] = [];
  /** By start offset: texts that contain all arguments of a task, and the offset where the arguments begin. */
  private readonly argumentTexts = new Map<number, number>();
  /** The start offsets of texts that are split at their commas. */
  private readonly cutTexts = new Set<number>();

  read(items: readonly DataNode[]): ShapeRecords | undefined {
    const { tasks, tooDeep } = tasksIn(items);
    for (const task of tasks) this.readTask(task);
    for (const list of tooDeep)
      this.report(list, `Tasks nested more than ${MAX_BLOCK_DEPTH} lists deep are not read.`, 'limit');
    const { limitAt, tooDeepAt } = this.templates;
    if (limitAt !== undefined) {
      const message = `The templates take more than ${MAX_JINJA_STEPS} steps to evaluate, so the rest is not read.`;
      this.report(limitAt, message, 'limit');
    }
    if (tooDeepAt !== undefined) {
      const message = `Variables nested more than ${MAX_JINJA_NESTING} levels deep are unresolved.`;
      this.report(tooDeepAt, message, 'limit');
    }
    if (tasks.length === 0 && tooDeep.length === 0) return undefined;
    const { sets, problems } = this;
    return { sets, problems, isPartial: true, adjust: (reading) => this.adjusted(reading) };
  }

  private report({ range }: DataNode, message: string, kind: 'format' | 'limit' | 'variables'): void {
    this.problems.push({ message, range, unread: { kind } });
  }

  private readTask(task: Task): void {
    const { map, args, typed, scope } = task;
    if (args === undefined) {
      this.report(
        typed,
        'mailtxt cannot read the arguments of this task, so its record is not checked.',
        'format',
      );
      return;
    }
    if (typed.kind === 'scalar') this.argumentTexts.set(typed.range.start, task.from);
    const runs = runsOf(map, scope, this.templates);
    if (runs === undefined)
      this.report(
        typed,
        'mailtxt does not know the items of this loop, so its records are not checked.',
        'variables',
      );
    const made = new Set<string>();
    for (const run of runs ?? [{ scope, item: undefined }]) {
      if (this.templates.limitAt !== undefined) return;
      const set = this.setOf(task, args, run, runs === undefined);
      // A loop may make the same record again.
      if (set === undefined || made.has(contentOf(set))) continue;
      made.add(contentOf(set));
      this.sets.push(set);
    }
  }

  private setOf(
    { map, module, isConditional }: Task,
    typed: DataMap,
    run: TaskRun,
    isLoop: boolean,
  ): RecordSet | undefined {
    const { form, zone, prefix } = module;
    const args = this.templates.resolve(typed, run.scope);
    if (args.kind !== 'map') return undefined;
    const state = stateOf(args);
    const isPrivate = isInPrivateZone(args, module);
    if (/^(?:absent|delete|get)$/.test(state) || isPrivate === true) return undefined;
    const hasPrefix = prefix !== undefined && firstValueOf(args, form.owner) === undefined;
    // Without a zone, the name of the record has to be absolute.
    const isWhole = zone.length > 0 && firstValueOf(args, zone) === undefined;
    const names = hasPrefix ? 'relative' : isWhole ? 'whole' : form.names;
    const owner = hasPrefix ? [prefix] : form.owner;
    const isChoice = module.choices?.some((name) => firstValueOf(args, [name]) !== undefined) === true;
    const set = readRecordMap(
      args,
      { ...form, owner, names },
      {
        zone: zoneOf(args, zone),
        range: run.item ?? map.range,
        isConditional: isConditional || isLoop || isChoice || isPrivate === undefined || state.includes(HOLE),
      },
    );
    if (set === undefined) return undefined;
    const by = run.item === undefined ? set.by : `${map.range.start} ${run.item.start}|`;
    return { ...set, by, ...this.valuesOf(args, module, set), ...proxiedBy(args, module) };
  }

  /** The values of the set that the module makes from its argument. */
  private valuesOf(
    args: DataMap,
    { form, isCutAtCommas, alias }: RecordModule,
    { values }: RecordSet,
  ): Pick<RecordSet, 'values'> {
    const node = firstValueOf(args, form.values);
    const text = node?.kind === 'scalar' && isCutAtCommas === true ? node : undefined;
    if (text !== undefined) {
      this.cutTexts.add(text.range.start);
      for (const { source } of text.text.segments) this.cutTexts.add(source.start);
    }
    const isCut = text?.text.text.includes(',') === true;
    const isAlias = alias !== undefined && truthOf(args, alias) !== false;
    return isCut || isAlias
      ? { values: values.map(({ range }) => ({ kind: 'unknown', range })) }
      : { values };
  }

  /** Texts that contain arguments must keep that form, and items used by several records must not change. */
  private adjusted(reading: SetReading): SetReading {
    const uses = new Map<number, number>();
    for (const { range } of this.sets) uses.set(range.start, (uses.get(range.start) ?? 0) + 1);
    const isShared = ({ range }: RecordSet): boolean => (uses.get(range.start) ?? 0) > 1;
    return {
      ...reading,
      literalAt: (offset) => {
        const literal = reading.literalAt(offset);
        return literal && this.literal(literal);
      },
      remove: (set, value) => (isShared(set) ? undefined : reading.remove?.(set, value)),
      add: (change, beside) => (this.sets.some(isShared) ? undefined : reading.add?.(change, beside)),
    };
  }

  private literal(literal: TextLiteral): TextLiteral {
    const { start } = literal.range;
    const { text, segments } = literal.text;
    const from = this.argumentTexts.get(start);
    // A comma would make the rest another value.
    const isCut = this.cutTexts.has(start) || segments.some(({ source }) => this.cutTexts.has(source.start));
    if (from === undefined && !isCut) return literal;
    const accepts = (after: string): boolean =>
      commasIn(after) <= commasIn(text) && (from === undefined || keepsArguments(text, after, from));
    const edited = editedWhere(literal, accepts);
    return from === undefined ? edited : { ...edited, retype: () => undefined };
  }
}

function contentOf({ owner, type, ttl, values }: RecordSet): string {
  const texts = values.map((value) =>
    value.kind === 'text'
      ? value.text.text
      : value.kind === 'words'
        ? value.words.map(({ text }) => text.text)
        : '',
  );
  return JSON.stringify([owner, type, ttl, texts]);
}

function commasIn(text: string): number {
  return text.split(',').length - 1;
}

/** The literal, limited to edits whose result is accepted. */
function editedWhere(literal: TextLiteral, accepts: (text: string) => boolean): TextLiteral {
  const { text } = literal.text;
  return {
    ...literal,
    edit: (edits) => (accepts(applyEdits(text, edits)) ? literal.edit(edits) : undefined),
    retype: (other) => (accepts(other) ? literal.retype(other) : undefined),
    reread: () => undefined,
  };
}

/** An argument as a boolean, `false` if there is none; `undefined` if it is unknown. */
function truthOf(args: DataMap, name: string): boolean | undefined {
  const node = firstValueOf(args, [name]);
  if (node === undefined) return false;
  const text = node.kind === 'scalar' ? node.text.text.toLowerCase() : '';
  if (/^(?:true|yes|on|1|y|t)$/.test(text)) return true;
  return /^(?:false|no|off|0|n|f)$/.test(text) ? false : undefined;
}

/** `undefined` if it is unknown. */
function isInPrivateZone(args: DataMap, { privateZone }: RecordModule): boolean | undefined {
  if (privateZone === undefined) return false;
  return firstValueOf(args, privateZone.others) !== undefined || truthOf(args, privateZone.flag);
}

function proxiedBy(args: DataMap, { proxied }: RecordModule): Pick<RecordSet, 'proxied'> {
  const node = proxied === undefined ? undefined : firstValueOf(args, [proxied]);
  return node !== undefined && truthOf(args, proxied ?? '') === true ? { proxied: node.range } : {};
}

function stateOf(args: DataMap): string {
  return firstTextOf(args, 'state', 'command') ?? 'present';
}

function zoneOf(args: DataMap, names: readonly string[]): DomainName | undefined {
  const zone = firstTextOf(args, ...names);
  return zone?.includes(HOLE) === true ? undefined : zoneNamed(zone);
}
