// A stand-in: its "stages" are copies of one script that calls gcc. It shows what oracles about programs do with a compiler
// that is known to work. In: environment variables that name the oracles and the corpus. Out: a configuration.
import { defineConfig, type Toolchain } from 'kit-harness';

const host: Toolchain = { cc: ['gcc'], as: ['as'], ld: ['ld'], ar: ['ar'], ranlib: ['ranlib'] };

export default defineConfig({
  oracles: [process.env.KIT_HARNESS_ORACLES ?? 'oracles'],
  subject: {
    name: 'stand-in',
    sources: { root: 'src', include: ['**'] },
    chains: [{ name: 'release', sanitizeStage1: false }],
    variants: [{ name: 'only' }],
    seeds: [{ name: 'gcc', tools: host, files: ['gcc'], sanitizers: false, debianPackage: 'gcc' }],
    hostFiles: [],
    buildTools: [],
    build: ({ sources, out }) => [
      { program: 'cp', args: [`${sources}/cc`, `${out}/cc`] },
      { program: 'gcc', args: ['-c', `${sources}/unit.c`, '-o', `${out}/unit.o`] },
    ],
    artifacts: { executable: 'cc', compared: ['*.o'] },
    toolchain: (out) => ({ ...host, cc: [`${out}/cc`] }),
    programs: {
      modes: [
        { name: 'glibc-dynamic', compileFlags: [], linkFlags: [], tags: ['glibc', 'dynamic', 'x86_64'] },
        { name: 'glibc-static', compileFlags: [], linkFlags: ['-static'], tags: ['glibc', 'static', 'x86_64'] },
      ],
      references: [{ name: 'gcc', cc: ['gcc'], debianPackage: 'gcc' }],
      compile: ([program = 'cc', ...before], source, object, flags) => ({
        program,
        args: [...before, ...flags, '-c', source, '-o', object],
      }),
      link: ([program = 'cc', ...before], objects, executable, flags) => ({
        program,
        args: [...before, ...objects, '-o', executable, ...flags],
      }),
    },
    units: [
      {
        name: 'corpus',
        include: [`${process.env.STAND_IN_CORPUS ?? 'corpus'}/**/*.c`],
        flags: [],
        matrix: [['-O0'], ['-O1', '-g']],
      },
    ],
    corpus: process.env.STAND_IN_CORPUS ?? 'corpus',
  },
});
