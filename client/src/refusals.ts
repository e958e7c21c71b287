import type { LanguageClient } from 'vscode-languageclient/node';

/** The LSP error code for a valid request that the server refuses. The message tells the user why. */
const requestFailed = -32803;

/**
 * Makes the editor show why the server refuses a request, such as a rename. By default, the client also logs the refusal as a
 * server error.
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
