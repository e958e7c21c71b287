import type {
  DataCallback,
  Disposable,
  Message,
  MessageReader,
  MessageWriter,
  ResponseMessage,
} from 'vscode-languageserver';
import type { Lifecycle } from './lifecycle.ts';

/** Passes on messages that the lifecycle accepts. Rejected messages are answered here and not passed on. */
export function admittingReader(
  reader: MessageReader,
  writer: MessageWriter,
  lifecycle: Lifecycle,
): MessageReader {
  const listen = (callback: DataCallback): Disposable =>
    reader.listen((message) => {
      const admission = lifecycle.admit(message);
      switch (admission.kind) {
        case 'handle':
          callback(message);
          return;
        case 'drop':
          return;
        case 'refuse':
          answer(writer, admission.id, admission.code, admission.message);
      }
    });
  return {
    onError: reader.onError,
    onClose: reader.onClose,
    onPartialMessage: reader.onPartialMessage,
    listen,
    dispose: () => reader.dispose(),
  };
}

/** Answers with an error. `id`: null if the request is unknown. */
export function answer(
  writer: MessageWriter,
  id: string | number | null,
  code: number,
  message: string,
): void {
  const response: Message & ResponseMessage = { jsonrpc: '2.0', id, error: { code, message } };
  writer.write(response).catch(() => {
    // The editor is gone. The stream reports that too.
  });
}
