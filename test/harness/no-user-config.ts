import { join } from 'node:path';

/** The settings of whoever runs the tests decide about none of them. */
process.env['XDG_CONFIG_HOME'] = join(__dirname, 'no-such-folder');
delete process.env['MAILTXT_DNS'];
