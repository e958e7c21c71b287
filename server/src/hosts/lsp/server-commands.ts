/**
 * The ids of `workspace/executeCommand`, for editors that cannot send the requests of `requests.ts` themselves.
 *
 * VS Code's client registers each id that a server announces as an editor command, and fails if it already exists. Therefore, the
 * ids differ from those of the extension, such as `mailtxt.explain`.
 */
export const SERVER_COMMANDS = {
  explain: 'mailtxt.server.explain',
  senders: 'mailtxt.server.senders',
  simulate: 'mailtxt.server.simulate',
} as const;
