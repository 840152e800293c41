#!/usr/bin/env node
// The command `kit-harness`: runs the TypeScript sources beside it, so that nothing has to be built before the first run.
// What a run has loaded is compiled into one place for the next one, which then starts several times faster; that is used
// only when every file that went in still has the same bytes. In: words. Out: an exit code.
import { compiledLaunch, rememberLaunch } from './launch.mjs';

// A reader that goes away (a pager, head) is no failure, and ends no campaign.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const words = process.argv.slice(2);
let registered;
const launch = {
  loaded: new Set(),
  // One promise for all: modules are asked for side by side, and none may be imported before this is done. Both kinds of
  // modules: a configuration file is CommonJS to Node where no package.json says "type": "module".
  register: () =>
    (registered ??= Promise.all([import('tsx/esm/api'), import('tsx/cjs/api')]).then((kinds) => {
      for (const { register } of kinds) register();
    })),
};
globalThis.kitHarnessLaunch = launch;

const compiled = await compiledLaunch(words);
if (compiled === undefined) {
  await launch.register();
  const { main } = await import('../src/cli/main.ts');
  process.exitCode = await main(words);
} else {
  launch.modules = compiled.modules;
  process.exitCode = await compiled.main(words);
}
// Something was run from its source: next time it need not be.
if (registered !== undefined) await rememberLaunch(words, launch.loaded);
