import {
  LSPErrorCodes,
  Message,
  type ConnectionOptions,
  type ConnectionStrategy,
} from 'vscode-languageserver';

/** A request that is canceled while it is still waiting for its turn takes no time. */
const strategy: ConnectionStrategy = {
  cancelUndispatched: (message) => ({
    jsonrpc: '2.0',
    id: Message.isRequest(message) ? message.id : null,
    error: { code: LSPErrorCodes.RequestCancelled, message: 'cancelled' },
  }),
};

export const connectionOptions: ConnectionOptions = { connectionStrategy: strategy };
