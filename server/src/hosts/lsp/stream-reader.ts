import type { Readable } from 'node:stream';
import {
  AbstractMessageReader,
  Disposable,
  type DataCallback,
  type Message,
} from 'vscode-languageserver/node';
import { FramingError, MessageFrames } from './message-frames.ts';

export interface StreamReaderEvents {
  /** A message that is not JSON came. The next one is read. */
  readonly notJson: () => void;
  /** It is not known where the next message begins. Nothing more is read. */
  readonly broken: (problem: string) => void;
  /** Nothing more comes. */
  readonly ended: () => void;
}

/**
 * Reads messages from a stream. The reader of the library waits for ever for what a wrong length announces, and says
 * nothing of it.
 */
export class StreamReader extends AbstractMessageReader {
  private readonly stream: Readable;
  private readonly events: StreamReaderEvents;
  private readonly frames = new MessageFrames();

  constructor(stream: Readable, events: StreamReaderEvents) {
    super();
    this.stream = stream;
    this.events = events;
  }

  listen(callback: DataCallback): Disposable {
    const { stream, events } = this;
    const take = (octets: Buffer): void => this.take(octets, callback);
    const end = (): void => {
      if (!this.frames.isBetween) events.broken('it ended within a message');
      else events.ended();
    };
    stream.on('data', take).once('end', end).once('close', end).once('error', end);
    return Disposable.create(() =>
      stream.off('data', take).off('end', end).off('close', end).off('error', end),
    );
  }

  private take(octets: Buffer, callback: DataCallback): void {
    try {
      for (const body of this.frames.take(octets)) {
        const message = parse(body);
        if (message === undefined) this.events.notJson();
        // What kind of message it is, is checked by whoever listens.
        else callback(message.value as Message);
      }
    } catch (error) {
      if (!(error instanceof FramingError)) throw error;
      this.stream.removeAllListeners('data').pause();
      this.events.broken(error.message);
    }
  }
}

function parse(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body.toString('utf8')) };
  } catch {
    return undefined;
  }
}
