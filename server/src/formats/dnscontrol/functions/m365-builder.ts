import { HOLE } from '../../../text/mapped-text.ts';
import type { NativeCall } from '../evaluate/evaluator.ts';
import type { RecordCall, RecordWord } from '../domain.ts';
import { madeText, type ScriptText } from '../syntax/script-text.ts';
import { builderOptions, Refused, textOfArgument } from './arguments.ts';
import { joinedText, madeRecord } from './record-functions.ts';

/** The records of `M365_BUILDER`. */
export function m365Builder(call: NativeCall): readonly RecordCall[] {
  const { args, place } = call;
  const name = args[0] === undefined ? madeText(HOLE) : textOfArgument(args[0]);
  const options = builderOptions(args[1]);
  /** Whether to make a part that is on unless the options set it to `false`. */
  const isWanted = (member: string): boolean => {
    const value = options.get(member);
    return !(value?.kind === 'boolean' && !value.value);
  };
  let guid = options.text('domainGUID', place);
  if (guid === undefined) {
    if (name.text.includes('-'))
      throw new Refused(`M365_BUILDER requires domainGUID for domains with dashes: ${name.text}`, place);
    guid = name.respelled(name.text.replaceAll('.', '-'));
  }
  const initial = options.text('initialDomain', place);
  if (isWanted('dkim') && initial === undefined)
    throw new Refused(
      `M365_BUILDER requires your M365 account's initial domain to set up DKIM (default: enabled): ${name.text}`,
      place,
    );
  const isConditional = options.isOpen;
  const record = (type: string, label: ScriptText, ...texts: readonly ScriptText[]): RecordCall => {
    const words = texts.map((text): RecordWord => ({ text, place: undefined }));
    return madeRecord(call, { type, label, data: { kind: 'words', words }, isConditional });
  };
  const cname = (label: string, target: string): RecordCall =>
    record('CNAME', madeText(label), madeText(target));
  const srv = (label: string, port: string, target: string): RecordCall =>
    record('SRV', madeText(label), ...['100', '1', port, target].map(madeText));
  const records: RecordCall[] = [];
  if (isWanted('mx')) {
    const target = joinedText([guid, madeText('.mail.protection.outlook.com.')], '');
    records.push(record('MX', options.text('label', place) ?? madeText('@'), madeText('0'), target));
  }
  // The label is ignored: DNSControl overwrites it here with the name of the domain.
  if (isWanted('autodiscover')) records.push(cname('autodiscover', 'autodiscover.outlook.com.'));
  if (isWanted('dkim') && initial !== undefined) {
    for (const selector of ['selector1', 'selector2']) {
      const parts = [madeText(`${selector}-`), guid, madeText('._domainkey.'), initial, madeText('.')];
      records.push(record('CNAME', madeText(`${selector}._domainkey`), joinedText(parts, '')));
    }
  }
  if (options.isSet('skypeForBusiness') === true)
    records.push(
      cname('lyncdiscover', 'webdir.online.lync.com.'),
      cname('sip', 'sipdir.online.lync.com.'),
      srv('_sip._tls', '443', 'sipdir.online.lync.com.'),
      srv('_sipfederationtls._tcp', '5061', 'sipfed.online.lync.com.'),
    );
  if (options.isSet('mdm') === true)
    records.push(
      cname('enterpriseregistration', 'enterpriseregistration.windows.net.'),
      cname('enterpriseenrollment', 'enterpriseenrollment.manage.microsoft.com.'),
    );
  return records;
}
