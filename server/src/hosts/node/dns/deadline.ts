/**
 * Runs work that must end within a number of milliseconds, or when the caller's signal is aborted. It uses its own timer, because
 * Node.js 20 garbage-collects signals of `AbortSignal.any` and `AbortSignal.timeout` without other references.
 */
export async function withDeadline<T>(
  milliseconds: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController();
  const end = (): void => inner.abort();
  const timer = setTimeout(end, milliseconds);
  outer.addEventListener('abort', end, { once: true });
  if (outer.aborted) end();
  try {
    return await work(inner.signal);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', end);
  }
}
