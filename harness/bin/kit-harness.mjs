#!/usr/bin/env node
// The command `kit-harness`: runs the TypeScript sources beside it, so that nothing has to be built before the first run.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../src/cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
