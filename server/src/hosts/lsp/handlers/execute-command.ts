import {
  ErrorCodes,
  ResponseError,
  type CancellationToken,
  type ExecuteCommandParams,
} from 'vscode-languageserver';
import type { MailFault, TypedMail } from '../../../features/mail-question.ts';
import type { ReportText } from '../requests.ts';
import { SERVER_COMMANDS } from '../server-commands.ts';
import type { Session } from '../session.ts';
import { explainRequest } from './explain-bounce.ts';
import { sendersRequest } from './senders.ts';
import { simulateRequest } from './simulate.ts';

/**
 * Returns the result of the request with the same name.
 *
 * @throws ResponseError `InvalidParams` for an unknown command, or for invalid arguments
 */
export function executeCommand(
  session: Session,
  { command, arguments: given = [] }: ExecuteCommandParams,
  token: CancellationToken,
): Promise<ReportText | MailFault> {
  // An editor may send anything.
  const [first, second] = given as readonly unknown[];
  switch (command) {
    case SERVER_COMMANDS.explain:
      if (typeof first !== 'string' || first === '')
        throw wrongArguments(command, 'the text of a bounce, such as ["550 5.7.23 SPF validation failed"]');
      return explainRequest(session, { text: first }, token);
    case SERVER_COMMANDS.simulate:
      if (!isTypedMail(first) || !(second === undefined || typeof second === 'string'))
        throw wrongArguments(command, 'a message, such as [{ "ip": "192.0.2.1", "from": "a@example.com" }]');
      return simulateRequest(
        session,
        { mail: first, ...(second && { textDocument: { uri: second } }) },
        token,
      );
    case SERVER_COMMANDS.senders:
      return sendersRequest(session, { policy: first }, token);
    default:
      throw new ResponseError(ErrorCodes.InvalidParams, `Unknown command "${command}".`);
  }
}

function wrongArguments(command: string, expected: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, `The argument of "${command}" must be ${expected}.`);
}

function isTypedMail(value: unknown): value is TypedMail {
  if (typeof value !== 'object' || value === null) return false;
  const { ip, from, helo, headerFrom, dkim } = value as Readonly<Record<string, unknown>>;
  const isOptional = (field: unknown): boolean => field === undefined || typeof field === 'string';
  const areNames =
    dkim === undefined || (Array.isArray(dkim) && dkim.every((name) => typeof name === 'string'));
  return (
    typeof ip === 'string' &&
    typeof from === 'string' &&
    isOptional(helo) &&
    isOptional(headerFrom) &&
    areNames
  );
}
