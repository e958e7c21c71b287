/** Set in bundled code: the version of the package, such as `0.1.0`. */
declare const MAILTXT_VERSION: string | undefined;

/** The version of mailtxt. */
export const VERSION: string = typeof MAILTXT_VERSION === 'undefined' ? 'source' : MAILTXT_VERSION;
