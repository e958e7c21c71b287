import { MAX_RDATA } from '../../dns/limits.ts';
import { typeCode, typeMnemonic } from '../../dns/types.ts';
import type { RdataContext, RdataReading, RdataReason, RdataToken, ReadRdata } from '../rdata.ts';
import type { RdataForm } from './form.ts';
import { BARE_TYPES, FORMS, OBSOLETE_TYPES, TEXT_TYPES } from './forms.ts';
import { isGeneric, readGeneric, typedRdata } from './generic.ts';
import { readStrings } from './text.ts';
import { TokenCursor, hasHole } from './token-cursor.ts';

export { printRdata } from './print.ts';

export const readRdata: ReadRdata = (type, tokens, context) => {
  const mnemonic = mnemonicOf(type);
  if (OBSOLETE_TYPES.has(mnemonic)) return refuse('obsolete', tokens, context);
  if (isGeneric(mnemonic, tokens)) {
    return tokens.some(hasHole) ? opaque(tokens) : readGeneric(mnemonic, tokens, context);
  }
  if (TEXT_TYPES.has(mnemonic)) return readStrings(tokens, context);
  if (tokens.some(isTooLong)) return refuse('ran out of space', tokens, context);
  const form = FORMS.get(mnemonic);
  if (form !== undefined) return readFields(form, tokens, context);
  // The form of a number without a name is unknown, so only octets can be read.
  const reason = BARE_TYPES.get(mnemonic) ?? (/^TYPE\d+$/.test(mnemonic) ? 'unknown class/type' : undefined);
  return reason === undefined || tokens.some(hasHole) ? opaque(tokens) : refuse(reason, tokens, context);
};

/** No RDATA has that many octets in any notation; `\DDD` is the longest. */
function isTooLong(token: RdataToken): boolean {
  return token.raw.length > 4 * MAX_RDATA;
}

/** `TXT` for `TYPE16`. Text that is not a type is returned unchanged. */
function mnemonicOf(type: string): string {
  if (!type.startsWith('TYPE')) return type;
  const code = typeCode(type);
  return code === undefined ? type : typeMnemonic(code);
}

function readFields(form: RdataForm, tokens: readonly RdataToken[], context: RdataContext): RdataReading {
  const cursor = new TokenCursor(tokens, context);
  form.take(cursor);
  if (cursor.more) {
    cursor.next++;
    cursor.fail('extra input text');
  }
  if (cursor.fault === undefined) return { rdata: { kind: 'fields', fields: cursor.fields }, faults: [] };
  if (isUncertain(form, cursor, tokens)) return opaque(tokens);
  return { ...opaque(tokens), faults: [cursor.fault] };
}

/**
 * An unresolved part may be several words or none. After one, the position of a word means nothing unless the number
 * of words is what the type requires.
 */
function isUncertain(form: RdataForm, cursor: TokenCursor, tokens: readonly RdataToken[]): boolean {
  const at = tokens[cursor.faultAt];
  if (at !== undefined && hasHole(at)) return true;
  return tokens.slice(0, cursor.faultAt).some(hasHole) && form.size !== tokens.length;
}

function opaque(tokens: readonly RdataToken[]): RdataReading {
  return { rdata: { kind: 'opaque', text: typedRdata(tokens) }, faults: [] };
}

function refuse(reason: RdataReason, tokens: readonly RdataToken[], context: RdataContext): RdataReading {
  return { ...opaque(tokens), faults: [{ reason, range: tokens[0]?.range ?? context.end }] };
}
