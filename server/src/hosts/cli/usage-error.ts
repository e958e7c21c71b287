/** The command line was wrong. The message is for the user. */
export class UsageError extends Error {}
