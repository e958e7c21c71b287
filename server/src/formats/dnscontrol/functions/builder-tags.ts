import { rangeOf } from '../../../text/range.ts';
import type { NativeCall } from '../evaluate/evaluator.ts';
import { joinedItems } from '../evaluate/value.ts';
import type { BuilderMember, BuilderTags, MemberRule, RecordData } from '../domain.ts';
import { madeText, type ScriptLiteral, type ScriptPlace, type ScriptText } from '../syntax/script-text.ts';
import { holeOf, type BuilderOptions } from './arguments.ts';
import { joinedText } from './record-functions.ts';

/**
 * Builds a text of tags as the builders do. Each tag is placed where its value is in the source, otherwise at the name of the
 * call.
 */
export class TagText {
  private readonly call: NativeCall;
  private readonly tags: ScriptText[] = [];

  constructor(call: NativeCall) {
    this.call = call;
  }

  /** Omits a tag without a value. */
  add(tag: string, value: ScriptText | undefined): void {
    if (value === undefined) return;
    const [first] = value.segments;
    const last = [...value.segments].reverse().find(({ literal }) => literal === first?.literal);
    const { path, range } = this.call.callee;
    const beside = first?.literal;
    const source =
      first === undefined || last === undefined ? range : rangeOf(first.source.start, last.source.end);
    const literal: ScriptLiteral = {
      path: beside?.path ?? path,
      range: beside?.range ?? range,
      form: 'made',
      beside: beside?.beside ?? beside,
    };
    const made = (text: string): ScriptText =>
      madeText(text).withSegments([{ at: 0, length: text.length, source, literal }]);
    const typed = value.segments.length === 0 && value.length > 0 ? made(value.text) : value;
    this.tags.push(joinedText([made(`${tag}=`), typed], ''));
  }

  /** There may be more tags. */
  addUnknown(place: ScriptPlace): void {
    this.tags.push(holeOf(place));
  }

  data(options: BuilderOptions, rules: ReadonlyMap<string, MemberRule>): RecordData {
    const tags = tagsOf(options, rules);
    const text = joinedText(this.tags, '; ');
    return {
      kind: 'text',
      text,
      argument: undefined,
      joined: undefined,
      ...(tags === undefined ? {} : { tags }),
    };
  }
}

function tagsOf(options: BuilderOptions, rules: ReadonlyMap<string, MemberRule>): BuilderTags | undefined {
  const object = options.object?.place;
  if (object === undefined) return undefined;
  const members = new Map<string, BuilderMember>();
  for (const [tag, rule] of rules) {
    const item = options.item(rule.name);
    const list =
      item?.value.kind === 'list' && !item.value.isOpen && rule.separator !== undefined
        ? joinedItems(item.value, rule.separator)
        : undefined;
    members.set(tag, { ...rule, place: item?.place, isSet: item !== undefined, list });
  }
  return { object, members };
}
