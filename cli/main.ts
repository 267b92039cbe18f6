/** The process behind `sluice`: runs one verb and leaves with its exit code. */
import { processIo } from './process-io.ts';
import { runVerb } from './run-verb.ts';

// Not process.exit(): what is still on its way to a pipe must arrive.
process.exitCode = await runVerb(process.argv.slice(2), processIo());
