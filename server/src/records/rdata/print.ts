import { HOLE } from '../../text/mapped-text.ts';
import type { PrintRdata } from '../rdata.ts';
import type { RdataField } from '../record.ts';
import { quoteCharacterString } from './text.ts';

/** BIND breaks long hexadecimal and base64 text after this many characters, except in these types. */
const GROUP = 56;
const UNBROKEN = new Set(['HIP', 'DOA']);

export const printRdata: PrintRdata = (type, rdata) => {
  switch (rdata.kind) {
    case 'text':
      return showHoles(rdata.strings.map(({ value }) => quoteCharacterString(value.text)).join(' '));
    case 'fields':
      return showHoles(rdata.fields.map((field) => fieldText(field, type)).join(' '));
    case 'opaque':
      return showHoles(rdata.text);
  }
};

function fieldText(field: RdataField, type: string): string {
  switch (field.kind) {
    case 'name':
      return `${field.value}.`;
    case 'string':
      return quoteCharacterString(field.value);
    case 'binary':
      return UNBROKEN.has(type) ? field.value : inGroups(field.value);
    case 'number':
    case 'address':
    case 'word':
      return field.value;
  }
}

export function inGroups(text: string): string {
  return text.length <= GROUP ? text : (text.match(new RegExp(`.{1,${GROUP}}`, 'gs')) ?? []).join(' ');
}

function showHoles(text: string): string {
  return text.includes(HOLE) ? text.replaceAll(HOLE, '${…}') : text;
}
