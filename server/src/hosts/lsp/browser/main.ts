import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { mirror } from '../../browser/node-fs.ts';
import { fixedDns } from '../../node/dns/outside.ts';
import { openOutside } from '../../node/dns/open.ts';
import { allowancePerMinute } from '../../node/dns/query-limits.ts';
import { admittingReader } from '../admitting-reader.ts';
import { connectionOptions } from '../connection-options.ts';
import { DiskProject } from '../disk-project.ts';
import { eventLoop } from '../event-loop.ts';
import { Lifecycle } from '../lifecycle.ts';
import type { Runtime } from '../runtime.ts';
import { serve } from '../server.ts';
import { diskFiles } from '../workspace-files.ts';
import { MirroredFiles } from './remote-files.ts';

/** The worker itself is the port to the editor. */
declare const self: MessagePort;

/** Serves the editor that started this worker. The build replaces `node:fs` and other modules with those in `hosts/browser`. */
export function startWorker(): void {
  const writer = new BrowserMessageWriter(self);
  const reader = admittingReader(new BrowserMessageReader(self), writer, new Lifecycle());
  serve(createConnection(ProposedFeatures.all, reader, writer, connectionOptions), runtime);
}

const runtime: Runtime = {
  ...eventLoop,
  now: () => performance.now(),
  openProject: (context) => new DiskProject(context),
  openDns(choice) {
    if (choice.kind !== 'live' || choice.resolver.kind === 'https')
      return openOutside(choice, { allowance: allowancePerMinute() });
    const message =
      'in a browser, DNS queries require HTTPS: use an address such as "https://dns.example/dns-query"';
    return { outside: fixedDns(), problems: [{ path: 'mailtxt.dns.resolver', message, fatal: true }] };
  },
  remoteFiles: new MirroredFiles(mirror, diskFiles),
};
