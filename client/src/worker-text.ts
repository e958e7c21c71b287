/** A file of the build, with its path below `dist/`. */
export interface WorkerFile<T> {
  readonly path: string;
  readonly text: T;
}

/** The source text of the worker in parts: the loader, each file as a function, and the call that starts it. */
export function workerText<T>(loader: T, files: readonly WorkerFile<T>[]): readonly (T | string)[] {
  const functions = files.flatMap(({ path, text }) => [
    `\nfiles[${JSON.stringify(path)}] = function (exports, require, module) {\n`,
    text,
    '\n};',
  ]);
  return [loader, ...functions, '\nstart();\n'];
}
