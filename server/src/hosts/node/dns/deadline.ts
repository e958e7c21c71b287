/**
 * Runs work that has to end within so many milliseconds, or when the caller's signal says so. A timer of our own, since
 * node 20 collects the signals of `AbortSignal.any` and `AbortSignal.timeout` that nothing else refers to.
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
