import { textValue } from '../value.ts';
import { octetsOfText } from './octets.ts';
import { ofTexts } from './text-arguments.ts';
import type { FunctionTable } from './function-table.ts';

/** Characters that are encoded or decoded in one step. */
const CHARACTERS_PER_STEP = 16;

function steps(length: number): number {
  return Math.ceil(length / CHARACTERS_PER_STEP);
}

export const urlFunctions: FunctionTable = {
  // Like Go's `url.QueryEscape`, which keeps only letters, digits and "-_.~".
  urlencode: ofTexts(1, steps, (text) => {
    if (octetsOfText(text) === undefined) return undefined;
    const escaped = encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
      return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
    });
    return textValue(escaped.replaceAll('%20', '+'));
  }),
  // Like Go's `url.QueryUnescape`.
  urldecode: ofTexts(1, steps, (text) => {
    try {
      return textValue(decodeURIComponent(text.replaceAll('+', ' ')));
    } catch {
      return undefined;
    }
  }),
};
