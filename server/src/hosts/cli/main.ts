import { parseArguments } from './arguments.ts';
import { commandIn } from './command-line.ts';
import type { Invocation } from './arguments.ts';
import type { ExitStatus } from './exit-status.ts';
import { traceOf } from './fault.ts';
import { openOutput, OutputError } from './output.ts';
import { UsageError } from './usage-error.ts';
import { printableLines } from '../../text/printable.ts';
import { VERSION } from '../../text/version.ts';

/** `undefined`: the process runs until it is ended. */
async function run(invocation: Invocation): Promise<ExitStatus | undefined> {
  switch (invocation.kind) {
    case 'check': {
      const { runCheck } = await import('./check.ts');
      return runCheck(invocation);
    }
    case 'print-config': {
      const { runPrintConfig } = await import('./print-config.ts');
      return runPrintConfig(invocation);
    }
    case 'records': {
      const { runRecords } = await import('./records.ts');
      return runRecords(invocation);
    }
    case 'simulate': {
      const { runSimulate } = await import('./simulate.ts');
      return runSimulate(invocation);
    }
    case 'explain': {
      const { runExplain } = await import('./explain.ts');
      return runExplain(invocation);
    }
    case 'senders': {
      const { runSenders } = await import('./senders.ts');
      return runSenders(invocation);
    }
    case 'init': {
      const { runInit } = await import('./init.ts');
      return runInit(invocation);
    }
    case 'merge': {
      const { runMerge } = await import('./merge.ts');
      return runMerge(invocation);
    }
    case 'rules': {
      const { runRules } = await import('./rules.ts');
      return runRules(invocation.id, invocation.color);
    }
    case 'lsp': {
      const { startServer } = await import('../lsp/main.ts');
      startServer();
      return undefined;
    }
    case 'completions': {
      const { completionScript } = await import('./completions.ts');
      return print(completionScript(invocation.shell));
    }
    case 'help': {
      const { helpText } = await import('./usage.ts');
      return print(helpText(invocation.about));
    }
    case 'version': {
      return print(`mailtxt ${VERSION}\n`);
    }
  }
}

function print(text: string): ExitStatus {
  const out = openOutput(1);
  out.write(text);
  out.flush();
  return 0;
}

function fail(fault: unknown, args: readonly string[]): ExitStatus {
  try {
    sayWhy(fault, args);
  } catch (error) {
    // Standard error cannot be written either, so only the exit status shows the failure.
    if (!(error instanceof OutputError)) throw error;
  }
  return 2;
}

function sayWhy(fault: unknown, args: readonly string[]): void {
  const errors = openOutput(2);
  if (fault instanceof UsageError) {
    const command = commandIn(args);
    const help = command === undefined ? 'mailtxt --help' : `mailtxt ${command} --help`;
    errors.write(`mailtxt: ${printableLines(fault.message)}\nSee "${help}".\n`);
  } else if (fault instanceof OutputError) {
    errors.write(`mailtxt: ${fault.message}\n`);
  } else {
    errors.write(`mailtxt: internal error; ${traceOf(fault)}\n`);
  }
  errors.flush();
}

async function main(args: readonly string[]): Promise<void> {
  let status: ExitStatus | undefined;
  try {
    status = await run(parseArguments(args));
  } catch (fault) {
    status = fail(fault, args);
  }
  if (status !== undefined) process.exitCode = status;
}

void main(process.argv.slice(2));
