import type { NativeCall } from '../evaluate/evaluator.ts';
import type { RecordCall, RecordWord } from '../domain.ts';
import { madeText, type ScriptText } from '../syntax/script-text.ts';
import { builderOptions, Refused } from './arguments.ts';
import { madeRecord } from './record-functions.ts';

const ISSUE_TAGS = ['issue', 'issuewild', 'issuevmc', 'issuemail'] as const;

/** The records of `CAA_BUILDER`: `"none"` forbids all authorities. */
export function caaBuilder(call: NativeCall): readonly RecordCall[] {
  const { args, place } = call;
  const options = builderOptions(args[0]);
  if (ISSUE_TAGS.every((tag) => options.isSet(tag) === false))
    throw new Refused(
      'CAA_BUILDER requires at least one entry at issue, issuewild, issuevmc or issuemail',
      place,
    );
  const ttl = options.ttl(place);
  const record = (tag: string, value: ScriptText): RecordCall => {
    const flags = options.isSet(`${tag}_critical`) === true ? '128' : '0';
    const words = [madeText(flags), madeText(tag), value].map((text): RecordWord => ({
      text,
      place: undefined,
    }));
    const label = options.text('label', place) ?? madeText('@');
    return madeRecord(call, { type: 'CAA', label, data: { kind: 'words', words }, ttl });
  };
  const iodef = options.text('iodef', place);
  return [
    ...(iodef === undefined ? [] : [record('iodef', iodef)]),
    ...ISSUE_TAGS.flatMap((tag) =>
      (options.texts(tag, place) ?? []).map((value) =>
        record(tag, value.text === 'none' ? value.respelled(';') : value),
      ),
    ),
  ];
}
