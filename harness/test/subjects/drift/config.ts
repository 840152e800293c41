// A subject for tests: a "compiler" that is a script around gcc, with faults that can be switched on in `src/plant`.
// In: the environment variable KIT_HARNESS_ORACLES. Out: a configuration.
import { defineConfig, type Toolchain } from 'kit-harness';

const host: Toolchain = { cc: ['gcc', '-DLEVEL=7'], as: ['as'], ld: ['ld'], ar: ['ar'], ranlib: ['ranlib'] };

export default defineConfig({
  oracles: [process.env.KIT_HARNESS_ORACLES ?? 'oracles'],
  subject: {
    name: 'drift',
    sources: { root: 'src', include: ['**'] },
    chains: [
      { name: 'debug', sanitizeStage1: false },
      { name: 'release', sanitizeStage1: false },
    ],
    variants: [{ name: 'only' }],
    seeds: [
      { name: 'gcc', tools: host, files: ['gcc'], sanitizers: false, debianPackage: 'gcc' },
      {
        name: 'cc',
        tools: { ...host, cc: ['cc', '-DLEVEL=7'] },
        files: ['cc'],
        sanitizers: false,
        debianPackage: 'gcc',
      },
    ],
    hostFiles: [],
    buildTools: [{ program: 'ar', debianPackage: 'binutils' }],
    build: ({ sources, out, builder }) => [
      { program: '/bin/sh', args: [`${sources}/build.sh`, out, ...builder.cc], cwd: sources },
    ],
    artifacts: { executable: 'cc', compared: ['obj/*.o', '*.a'] },
    builderMark: { objects: ['obj/*.o'], section: '.comment', expected: { gcc: 'GCC: (', self: 'GCC: (' } },
    toolchain: (out) => ({ ...host, cc: [`${out}/cc`] }),
    programs: {
      modes: [{ name: 'plain', compileFlags: [], linkFlags: [], tags: ['glibc', 'dynamic', 'x86_64'] }],
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
    units: [{ name: 'corpus', include: ['corpus/**/*.c'], flags: [], matrix: [['-O0'], ['-O1', '-g']] }],
    corpus: 'corpus',
    baseline: 'reports',
  },
});
