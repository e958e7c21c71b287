import { scalarOf, valueOf, type DataMap, type DataNode } from '../../../../data/node.ts';
import { typedArgumentsOf } from './arguments.ts';
import { moduleNamed, type RecordModule } from './modules.ts';
import { variablesOf, TaskScope } from './variables.ts';

/** Nested lists of tasks, such as those of blocks. Tasks deeper than that are not read. */
export const MAX_BLOCK_DEPTH = 16;

/** A task that makes records. */
export interface Task {
  readonly map: DataMap;
  readonly module: RecordModule;
  /** The arguments as written, and those of a text `k=v`; `undefined` if they cannot be read. */
  readonly args: DataMap | undefined;
  /** The source text of the arguments, and the offset where they begin if they are in a text. */
  readonly typed: DataNode;
  readonly from: number;
  readonly scope: TaskScope;
  /** Whether a condition at run time decides if it runs. */
  readonly isConditional: boolean;
}

/** The tasks of a file, and the lists of tasks that are nested too deeply. */
export interface FoundTasks {
  readonly tasks: Task[];
  readonly tooDeep: DataNode[];
}

interface Context {
  readonly scope: TaskScope;
  readonly isConditional: boolean;
  /** Default arguments of modules, for tasks that do not set their own (`module_defaults`). */
  readonly defaults: readonly DataMap[];
  readonly depth: number;
}

/** The keys of plays and blocks that hold lists of tasks. `true` marks those that only run in some cases. */
const TASK_LISTS: ReadonlyMap<string, boolean> = new Map([
  ['pre_tasks', false],
  ['tasks', false],
  ['post_tasks', false],
  ['handlers', true],
  ['block', false],
  ['rescue', true],
  ['always', false],
]);

/** The tasks of a list of plays or of tasks. */
export function tasksIn(items: readonly DataNode[]): FoundTasks {
  const found: FoundTasks = { tasks: [], tooDeep: [] };
  const set = namesSet(items);
  find(items, { scope: new TaskScope(), isConditional: false, defaults: [], depth: 1 }, set, found);
  return found;
}

function find(items: readonly DataNode[], around: Context, set: NamesSet, found: FoundTasks): void {
  for (const item of items) {
    if (item.kind !== 'map') continue;
    const here = contextIn(item, around, set);
    for (const { key, value } of item.entries) {
      const { text } = key.text;
      const task = taskAt(text, value, item, here);
      if (task !== undefined) found.tasks.push(task);
      const isOptional = TASK_LISTS.get(text);
      if (isOptional === undefined || value.kind !== 'list') continue;
      if (around.depth === MAX_BLOCK_DEPTH) found.tooDeep.push(value);
      else {
        const isConditional = here.isConditional || isOptional;
        find(value.items, { ...here, isConditional, depth: around.depth + 1 }, set, found);
      }
    }
  }
}

/** What a play, a block or a task defines for everything within it. */
function contextIn(item: DataMap, around: Context, set: NamesSet): Context {
  const vars = valueOf(item, 'vars');
  const names = new Map<string, DataNode | undefined>();
  if (vars?.kind === 'map')
    for (const [name, value] of variablesOf(vars))
      names.set(name, set.hasOthers || set.names.has(name) ? undefined : value);
  const defaults = valueOf(item, 'module_defaults');
  return {
    ...around,
    scope: around.scope.with(names),
    isConditional: around.isConditional || isConditional(item),
    defaults: defaults?.kind === 'map' ? [...around.defaults, defaults] : around.defaults,
  };
}

function isConditional(item: DataMap): boolean {
  const tags = valueOf(item, 'tags');
  const tagged = tags?.kind === 'list' ? tags.items : [tags];
  const isTried = scalarOf(item, 'check_mode');
  return (
    valueOf(item, 'when') !== undefined ||
    (isTried !== undefined && isTried.text.text !== 'false' && isTried.text.text !== 'no') ||
    // These run only when requested.
    tagged.some(
      (tag) => tag?.kind === 'scalar' && tag.text.text.split(',').some((one) => one.trim() === 'never'),
    )
  );
}

/** Keys that hold a task as a text or a map with the name of the module in it. */
const ACTIONS = new Set(['action', 'local_action']);

function taskAt(key: string, value: DataNode, item: DataMap, here: Context): Task | undefined {
  const named = ACTIONS.has(key) ? namedIn(value) : { name: key, args: value, from: 0 };
  const module = named && moduleNamed(named.name);
  if (named === undefined || module === undefined) return undefined;
  const typed = named.args;
  const own =
    typed.kind === 'map' ? typed : typed.kind === 'scalar' ? typedArgumentsOf(typed, named.from) : undefined;
  const { scope, isConditional } = here;
  const beside = valueOf(item, 'args');
  const isKnown =
    own !== undefined && own.tag === undefined && (beside === undefined || beside.kind === 'map');
  const others = [...here.defaults.flatMap((one) => defaultsFor(one, module)), beside].reverse();
  const args = isKnown ? others.reduce<DataMap>((map, other) => filled(map, other, module), own) : undefined;
  return { map: item, module, args, typed, from: named.from, scope, isConditional };
}

/** The name of the module in an action, and the text after it. */
function namedIn(
  value: DataNode,
): { readonly name: string; readonly args: DataNode; readonly from: number } | undefined {
  if (value.kind === 'map') {
    const name = scalarOf(value, 'module')?.text.text;
    return name === undefined ? undefined : { name, args: value, from: 0 };
  }
  const name = value.kind === 'scalar' ? /^\S+/.exec(value.text.text)?.[0] : undefined;
  return name === undefined ? undefined : { name, args: value, from: name.length };
}

/**
 * The default arguments of a module. Which modules are in a group is unknown, so the zone in the defaults of a group is unknown
 * too.
 */
function defaultsFor(defaults: DataMap, module: RecordModule): readonly DataNode[] {
  return defaults.entries.flatMap(({ key, value }): readonly DataNode[] => {
    if (moduleNamed(key.text.text) === module) return [value];
    if (!key.text.text.startsWith('group/') || value.kind !== 'map') return [];
    const zones = value.entries.filter((entry) => module.zone.includes(entry.key.text.text));
    const entries = zones.map((entry) => ({
      ...entry,
      value: { kind: 'unknown' as const, range: entry.value.range },
    }));
    return [{ ...value, entries }];
  });
}

/** The arguments, completed from others that set what they do not, under any of its names. */
function filled(map: DataMap, others: DataNode | undefined, { form, zone }: RecordModule): DataMap {
  if (others?.kind !== 'map') return map;
  const alike = [form.owner, form.type, form.ttl, form.values, form.priority ?? [], zone];
  const added = others.entries.filter(({ key }) => {
    const names = alike.find((group) => group.includes(key.text.text)) ?? [key.text.text];
    return !names.some((name) => valueOf(map, name) !== undefined);
  });
  return added.length === 0 ? map : { ...map, entries: [...added, ...map.entries] };
}

/** The names that tasks set at run time by other means than `vars`. */
interface NamesSet {
  readonly names: ReadonlySet<string>;
  /** Whether files or roles may set any other name. */
  readonly hasOthers: boolean;
}

const OTHERS =
  /^(?:ansible\.builtin\.|ansible\.legacy\.)?(?:vars_files|vars_prompt|roles|include_vars|include_role|import_role|include_tasks|import_tasks|include)$/;
const SETS_FACTS = /^(?:ansible\.builtin\.|ansible\.legacy\.)?set_fact$/;

/** Names that are set remain known in all later plays and take precedence over `vars`. */
function namesSet(items: readonly DataNode[]): NamesSet {
  const names = new Set<string>();
  let hasOthers = false;
  const open: DataNode[] = [...items];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'list') for (const item of node.items) open.push(item);
    if (node.kind !== 'map') continue;
    for (const { key, value } of node.entries) {
      const { text } = key.text;
      if (OTHERS.test(text)) hasOthers = true;
      if (text === 'register' && value.kind === 'scalar') names.add(value.text.text);
      if (SETS_FACTS.test(text)) {
        if (value.kind === 'map') for (const fact of value.entries) names.add(fact.key.text.text);
        hasOthers ||= value.kind !== 'map' || value.entries.some((fact) => fact.key.text.text.includes('{{'));
      }
      open.push(value);
    }
  }
  return { names, hasOthers };
}
