import type { Readable } from 'node:stream';
import {
  AbstractMessageReader,
  Disposable,
  type DataCallback,
  type Message,
} from 'vscode-languageserver/node';
import { FramingError, MessageFrames } from './message-frames.ts';

export interface StreamReaderEvents {
  /** A message is not JSON. Reading continues with the next one. */
  readonly notJson: () => void;
  /** The start of the next message is unknown, so reading stops. */
  readonly broken: (problem: string) => void;
  /** The stream has ended. */
  readonly ended: () => void;
}

/**
 * Reads messages from a stream. The library's reader would wait forever, without an error, for the octets of a wrong length.
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
        // The listener checks the kind of the message.
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
