import type { SyntaxFault } from '../../../text/syntax-fault.ts';

/** Part of the message of every syntax fault. */
export const FAULT_MESSAGE = '. This part is not read. ';

/** The message of a fault, shown at its place. */
export function faultMessage({ summary, detail }: SyntaxFault): string {
  return summary + FAULT_MESSAGE + detail;
}

/** A string that ends with its line instead of with a quote. */
export const MULTI_LINE_STRING = {
  summary: 'Invalid multi-line string',
  detail:
    'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to ' +
    'represent a newline character or use the "heredoc" multi-line template syntax.',
} as const;

/** Terraform's message for a character that is not used in HCL. */
export function invalidCharacter(character: string): { readonly summary: string; readonly detail: string } {
  const summary = 'Invalid character';
  switch (character) {
    case '&':
      return bitwise(' Did you mean boolean AND ("&&")?');
    case '|':
      return bitwise(' Did you mean boolean OR ("||")?');
    case '~':
      return bitwise(' Did you mean boolean NOT ("!")?');
    case '^':
      return bitwise('');
    // eslint-disable-next-line no-restricted-syntax -- a character of HCL
    case '`':
      return {
        summary,
        detail:
          // eslint-disable-next-line no-restricted-syntax -- Terraform's own words, shown as they are
          'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
      };
    case "'":
      return { summary, detail: 'Single quotes are not valid. Use double quotes (") to enclose strings.' };
    case ';':
      return {
        summary,
        detail:
          'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate items in collection values.',
      };
    default:
      return { summary, detail: 'This character is not used within the language.' };
  }
}

function bitwise(hint: string): { readonly summary: string; readonly detail: string } {
  return { summary: 'Unsupported operator', detail: `Bitwise operators are not supported.${hint}` };
}

const USED = /[\p{ID_Start}_0-9{}[\]().,*/%+\-=<>!?:" \t\r\n#]/u;

/** Whether a character has a meaning in HCL outside strings, in the right place. */
export function isUsedCharacter(character: string): boolean {
  return USED.test(character);
}
