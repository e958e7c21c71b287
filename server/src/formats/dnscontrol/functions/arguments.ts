import { HOLE } from '../../../text/mapped-text.ts';
import type { CallArgument } from '../evaluate/evaluator.ts';
import type { ListItem, ScriptObject, ScriptValue } from '../evaluate/value.ts';
import type { ScriptPlace } from '../syntax/script-text.ts';
import { truthOf } from '../evaluate/value.ts';
import type { Duration, ScriptRefusal } from '../domain.ts';
import { madeText, type ScriptText } from '../syntax/script-text.ts';

/** An exception of a DNSControl function: only the records of that call are not made. */
export class Refused extends Error {
  readonly refusal: ScriptRefusal;

  constructor(says: string, place: ScriptPlace) {
    super(says);
    this.refusal = { says, place };
  }
}

/** The text of an argument; unresolved if it is unknown. */
export function textOfArgument({ value, place }: CallArgument): ScriptText {
  if (value.kind === 'text' || value.kind === 'number') return value.text;
  return holeOf(place);
}

export function holeOf({ path, range }: ScriptPlace): ScriptText {
  const literal = { path, range, form: 'number' } as const;
  return madeText(HOLE).withSegments([{ at: 0, length: 1, source: range, literal }]);
}

/** The object that a builder is given; one without members if there is none. */
export function builderOptions(arg: CallArgument | undefined): BuilderOptions {
  const { value } = arg ?? {};
  return new BuilderOptions(value?.kind === 'object' ? value : undefined, value?.kind === 'unknown');
}

/** The members of the object passed to a builder. */
export class BuilderOptions {
  readonly object: ScriptObject | undefined;
  /** Whether there may be other members or other values. */
  readonly isOpen: boolean;

  constructor(object: ScriptObject | undefined, isUnknown: boolean) {
    this.object = object;
    this.isOpen = isUnknown || object?.isOpen === true;
  }

  item(name: string): ListItem | undefined {
    return this.object?.members.get(name);
  }

  get(name: string): ScriptValue | undefined {
    const value = this.item(name)?.value;
    return value?.kind === 'undefined' ? undefined : value;
  }

  /** Whether the member is present and truthy, as in a JavaScript condition. `undefined` if that is unknown. */
  isSet(name: string): boolean | undefined {
    const value = this.get(name);
    if (value === undefined) return this.isOpen ? undefined : false;
    return truthOf(value);
  }

  /** The text of a member, unresolved if it is unknown; `undefined` if it is not set. */
  text(name: string, at: ScriptPlace): ScriptText | undefined {
    const isSet = this.isSet(name);
    if (isSet === false) return undefined;
    const value = this.get(name);
    if (value?.kind === 'text' || value?.kind === 'number') return value.text;
    return holeOf(this.item(name)?.place ?? at);
  }

  /** The members of a list, or a single text; `undefined` if it is not set. */
  texts(name: string, at: ScriptPlace): readonly ScriptText[] | undefined {
    const value = this.get(name);
    const isSet = this.isSet(name);
    if (isSet === false) return undefined;
    const place = this.item(name)?.place ?? at;
    if (value?.kind === 'text') return [value.text];
    if (value?.kind !== 'list') return [holeOf(place)];
    const texts = value.items.map((item) =>
      item.value.kind === 'text' ? item.value.text : holeOf(item.place ?? place),
    );
    return value.isOpen ? [...texts, holeOf(place)] : texts;
  }

  /** `ttl`, if it is set. */
  ttl(at: ScriptPlace): Duration | undefined {
    if (this.isSet('ttl') === false) return undefined;
    return durationOf(this.get('ttl') ?? { kind: 'unknown' }, this.place('ttl', at));
  }

  place(name: string, at: ScriptPlace): ScriptPlace {
    return this.item(name)?.place ?? at;
  }
}

const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  n: 2_592_000,
  y: 31_536_000,
};

/** A TTL in seconds, or as a text with a unit. */
export function durationOf(value: ScriptValue, place: ScriptPlace | undefined): Duration {
  if (value.kind === 'number') return { seconds: value.value, place };
  if (value.kind !== 'text' || !value.text.isKnown) return { seconds: undefined, place };
  const matched = /^(\d{1,9})([smhdwny]?)$/.exec(value.text.text);
  if (matched === null) {
    if (place === undefined) return { seconds: undefined, place };
    throw new Refused(`${value.text.text} is not a valid duration string`, place);
  }
  return { seconds: Number(matched[1]) * (UNITS[matched[2] ?? ''] ?? 1), place };
}
