/** Something that must hold and did not. */
export interface Failure {
  readonly entry: string;
  /** `crash`: the worker ended, out of memory or because of an exception that nothing caught. */
  readonly kind: 'exception' | 'hang' | 'crash';
  readonly input: string;
  /** The first line that describes it. */
  readonly message: string;
  /** The same for failures that probably have one cause. */
  readonly signature: string;
  /** Which input it was shrunk from; `undefined` for one that was given. */
  readonly index: number | undefined;
  /** Other inputs with that signature. */
  readonly others: number;
}

/** What failed, up to the first colon and without numbers and quotes, and the first two places of the project in the stack. */
export function signatureOf(fault: unknown): string {
  const error = fault instanceof Error ? fault : new Error(String(fault));
  const [start = ''] = firstLineOf(error).split(': ', 1);
  const message = start.replace(/"(?:\\.|[^"\\])*"|'[^']*'/g, '"…"').replace(/\d+/g, '0');
  const places = (error.stack ?? '')
    .split('\n')
    .flatMap((line) => /\/((?:server\/src|test\/fuzz\/entries)\/[^:)]+):/.exec(line)?.[1] ?? [])
    .slice(0, 2);
  return `${error.name} ${message} ${places.join(' ')}`;
}

export function firstLineOf(fault: unknown): string {
  const message = fault instanceof Error ? fault.message : String(fault);
  return (message.split('\n', 1)[0] ?? '').slice(0, 300);
}
