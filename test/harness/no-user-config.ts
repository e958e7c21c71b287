import { join } from 'node:path';

/** The settings of the user who runs the tests do not affect them. */
process.env['XDG_CONFIG_HOME'] = join(__dirname, 'no-such-folder');
delete process.env['MAILTXT_DNS'];
