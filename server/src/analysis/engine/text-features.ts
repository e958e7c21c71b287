import type { Features } from '../../rules/rule.ts';
import type { TextRdata } from '../../records/record.ts';

/** Features of a text that rules can require; see `Features`. */
export function featuresOfText({ value, strings }: TextRdata): readonly Features['txt'][] {
  const { text } = value;
  const found: Features['txt'][] = [];
  if (/[^ -~]/.test(text)) found.push('odd-character');
  if (isWhitespace(text.charCodeAt(0)) || isWhitespace(text.charCodeAt(text.length - 1)))
    found.push('edge-blank');
  if (strings.some(({ quoted }) => !quoted)) found.push('unquoted');
  return found;
}

function isWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
