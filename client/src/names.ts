/** What package.json calls things. A test compares the two. */
export const languageId = 'dns-zone';

/** The id of the client: settings, commands and `mailtxt.trace.server` are below it. */
export const section = 'mailtxt';

export const commands = { restart: 'mailtxt.restart', showOutput: 'mailtxt.showOutput' } as const;

export const configFile = '.mailtxt.json';
