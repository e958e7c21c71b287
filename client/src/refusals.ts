import type { LanguageClient } from 'vscode-languageclient/node';

/** LSP: the request is valid, and the server refuses it. The message is the reason, for the user. */
const requestFailed = -32803;

/**
 * Has the editor show why a request is refused, such as a rename. The client would also write it to its log, as an error of the
 * server.
 */
export function passRefusalsOn(client: Pick<LanguageClient, 'handleFailedRequest'>): void {
  const handle = client.handleFailedRequest.bind(client);
  client.handleFailedRequest = (type, token, error, ...more) => {
    if (isRefusal(error)) throw error;
    return handle(type, token, error, ...more);
  };
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === requestFailed;
}
