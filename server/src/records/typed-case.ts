import type { DomainName } from '../dns/names.ts';
import { asciiLowerCase } from '../dns/names.ts';
import type { DnsRecord, Rdata } from './record.ts';

/**
 * The owner with its letters in the case of the source text. If the source text is a relative name, the origin stays in
 * lowercase.
 */
export function ownerAsTyped({ owner, ownerText }: DnsRecord): DomainName {
  return ownerText === undefined ? owner : nameAsTyped(owner, ownerText.text);
}

/** The RDATA with the letters of its names in the case of the source text. */
export function rdataAsTyped(rdata: Rdata): Rdata {
  if (rdata.kind !== 'fields') return rdata;
  const fields = rdata.fields.map((field) =>
    field.kind === 'name' ? { ...field, value: nameAsTyped(field.value, field.text.text) } : field,
  );
  return { ...rdata, fields };
}

/** `typed` is decoded, without escapes, and may lack the end of `name`. Text that is not the name has no effect. */
function nameAsTyped(name: DomainName, typed: string): DomainName {
  let result = '';
  let at = 0;
  for (const [piece] of name.matchAll(/\\\d{3}|\\?[^]/g)) {
    if (at >= typed.length) return result + name.slice(result.length);
    const letter = typed[at++] ?? '';
    // An unprintable octet has no case.
    if (piece.length < 3 && asciiLowerCase(letter) !== piece.at(-1)) return name;
    result += piece.length < 3 ? piece.slice(0, -1) + letter : piece;
  }
  return result;
}
