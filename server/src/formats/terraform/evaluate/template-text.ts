import { parseTemplate } from '../syntax/parse-expression.ts';
import { fileSource } from '../syntax/source.ts';
import type { Expression } from '../syntax/expression.ts';
import { rangeOf } from '../../../text/range.ts';
import { DeclarationAnchor } from './anchor.ts';
import { Bindings } from './scope.ts';
import type { ModuleNames, Scope, Site } from './scope.ts';
import { evaluateTemplate } from './template.ts';
import { TracedBuilder, untraced } from './traced-text.ts';
import type { Literal, TracedSegment, TracedText } from './traced-text.ts';
import { shownAt } from './work.ts';
import type { Evaluation, WorkPlace } from './work.ts';
import type { MapValue, Value } from './value.ts';

type Evaluate = (expression: Expression, scope: Scope) => Evaluation<Value>;

/** UTF-16 units of a text that is parsed as a template: it is parsed without a pause. Longer ones hold no records. */
export const MAX_TEMPLATE = 1 << 17;
/** Characters of a template that are parsed in one step. */
const CHARACTERS_PER_STEP = 8;
/** Segments of a text that are traced back to their source in one step. */
const SEGMENTS_PER_STEP = 8;

/** A text as a template, and where it is used. */
export interface TemplateUse {
  readonly text: TracedText;
  /** The names that the template can use. */
  readonly variables: MapValue;
  /** The message for a template that is too long. */
  readonly tooLong: string;
  /** The call, or the block. */
  readonly at: () => WorkPlace;
}

/**
 * What a template that is itself a value evaluates to, with its characters traced to their source. `undefined` if it is too long,
 * if it is within another template, which Terraform rejects, or if no work is left.
 */
export function* evaluateTemplateText(
  { text, variables, tooLong, at }: TemplateUse,
  around: Scope,
  evaluate: Evaluate,
): Evaluation<Value | undefined> {
  if (around.isInTemplate === true) return undefined;
  const scope: Scope = { ...around, isInTemplate: true };
  const { work } = scope.module;
  if (text.length > MAX_TEMPLATE) {
    work.report(at(), tooLong);
    return undefined;
  }
  if (!work.spend(Math.ceil(text.length / CHARACTERS_PER_STEP), at)) return undefined;
  const { expression } = parseTemplate(fileSource(text.text));
  if (expression.kind !== 'template') return undefined;
  const template = { ...expression, isWrapper: false };
  const bound = new Bindings(new Map([...variables.entries].map(([name, { value }]) => [name, value])));
  const file = wholeFileOf(text);
  if (file !== undefined) {
    const site: Site = { anchor: file, offset: 0, text: text.text, form: 'template' };
    return yield* evaluateTemplate(template, { ...scope, site, bound }, evaluate);
  }
  // Places in the template are relative to its text, which is not in a document.
  const place = at();
  const anchor = new DeclarationAnchor(place.anchor.path, 0);
  const module = moduleShownAt(scope.module, place);
  const site: Site = { anchor, offset: 0, text: text.text, form: 'template' };
  const value = yield* evaluateTemplate(template, { ...scope, module, site, bound }, evaluate);
  if (value.kind !== 'text') return undefined;
  const steps = Math.ceil((value.text.segments.length + text.segments.length) / SEGMENTS_PER_STEP);
  return work.spend(steps, at) ? { kind: 'text', text: tracedBack(value.text, anchor, text) } : undefined;
}

/** The anchor of the file, if the text is its whole content. */
function wholeFileOf({ segments, length }: TracedText): DeclarationAnchor | undefined {
  const [only] = segments;
  const isFile = only?.literal.form === 'file' && only.length === length && only.source.start === 0;
  return isFile ? only.literal.anchor : undefined;
}

/** The module, with all of its problems reported at one place. */
function moduleShownAt(module: ModuleNames, place: WorkPlace): ModuleNames {
  return {
    work: shownAt(module.work, place),
    address: module.address,
    local: (name) => module.local(name),
    variable: (name) => module.variable(name),
    call: (name) => module.call(name),
    resource: (...of) => module.resource(...of),
    path: (name) => module.path(name),
    workspace: module.workspace,
    dataOfFile: (...of) => module.dataOfFile(...of),
    isDocument: (path) => module.isDocument(path),
    readFile: (name) => module.readFile(name),
    isTooLarge: (name) => module.isTooLarge(name),
    listFolder: (name) => module.listFolder(name),
    reliesOnFolder: (...of) => {
      module.reliesOnFolder(...of);
    },
  };
}

/** A text whose segments at the anchor are ranges of `source`, with the places of those characters. */
function tracedBack(text: TracedText, anchor: DeclarationAnchor, source: TracedText): TracedText {
  const builder = new TracedBuilder();
  const literals = new Map<Literal, Literal>();
  let at = 0;
  for (const segment of text.segments) {
    if (segment.literal.anchor !== anchor) continue;
    const end = segment.at + segment.length;
    if (segment.at > at) builder.add(text.slice(at, segment.at));
    builder.add(placed(text.text.slice(segment.at, end), segment, source, literals));
    at = end;
  }
  builder.add(text.slice(at));
  return builder.take();
}

function placed(
  text: string,
  { source: { start, end } }: TracedSegment,
  source: TracedText,
  literals: Map<Literal, Literal>,
): TracedText {
  const typed = source.slice(start, end);
  const segments = typed.segments.map((segment) => nested(segment, literals));
  if (typed.text === text) return typed.withSegments(segments);
  const [first] = segments;
  const last = segments[segments.length - 1];
  if (first === undefined || last?.literal !== first.literal) return untraced(text);
  return untraced(text).from({ ...first, source: rangeOf(first.source.start, last.source.end) });
}

/** The segment is a template within a literal: an edit would have to be encoded twice. */
function nested(segment: TracedSegment, literals: Map<Literal, Literal>): TracedSegment {
  const { literal } = segment;
  let known = literals.get(literal);
  if (known === undefined) literals.set(literal, (known = { ...literal, form: 'data' }));
  return { ...segment, literal: known };
}
