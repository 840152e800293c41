// A second subject, which nobody here wrote: tcc bootstrapping itself. In: the directory of its sources, in the
// environment variable TCC_SOURCE. Out: a configuration like anybody's.
import { defineConfig, type Toolchain } from 'kit-harness';

const sources = process.env.TCC_SOURCE ?? 'tcc-source';

function toolchain(out: string): Toolchain {
  const tcc = `${out}/tcc`;
  return {
    cc: [tcc, `-B${out}`, `-I${out}/include`],
    as: [tcc, '-c'],
    ld: [tcc],
    ar: [tcc, '-ar'],
    ranlib: ['true'],
  };
}

const gccFiles = [
  'gcc',
  'as',
  'ld',
  'ar',
  '/usr/lib/gcc/x86_64-linux-gnu/*/{cc1,collect2,libgcc.a,crtbegin*.o,crtend*.o}',
];
const host = (name: string): Toolchain => ({ cc: [name], as: ['as'], ld: ['ld'], ar: ['ar'], ranlib: ['ranlib'] });

export default defineConfig({
  oracles: [process.env.KIT_HARNESS_ORACLES ?? 'oracles'],
  state: 'build',
  subject: {
    name: 'tcc',
    sources: {
      root: sources,
      include: [
        '*.{c,h,def}',
        'VERSION',
        'configure',
        'Makefile',
        'lib/*',
        'include/*',
        'tests/Makefile',
        'tests/tests2/Makefile',
      ],
    },
    chains: [{ name: 'release', sanitizeStage1: false }],
    // Its own linker cannot link glibc's libc.a, so there is no static variant.
    variants: [{ name: 'dynamic' }],
    seeds: [
      { name: 'gcc', tools: host('gcc'), files: gccFiles, sanitizers: true, debianPackage: 'gcc' },
      { name: 'clang', tools: host('clang'), files: ['clang'], sanitizers: true, debianPackage: 'clang' },
      {
        name: 'tcc',
        tools: host('tcc'),
        files: ['tcc', '/usr/lib/x86_64-linux-gnu/tcc/**'],
        sanitizers: false,
        debianPackage: 'tcc',
      },
    ],
    hostFiles: [
      '/usr/include/*.h',
      '/usr/include/x86_64-linux-gnu/{bits,sys,gnu}/**/*.h',
      '/usr/lib/x86_64-linux-gnu/{crt*.o,libc.a,libc.so,libc.so.6}',
      'make',
      'sh',
    ],
    buildTools: [{ program: 'make', debianPackage: 'make' }],
    build: (request) => {
      const { out } = request;
      const compile = [
        ...request.builder.cc,
        request.stage === 1 ? '-O1' : '-O0',
        `-I${out}`,
        '-DONE_SOURCE=0',
        '-DTCC_TARGET_X86_64',
        '-DCONFIG_TRIPLET="x86_64-linux-gnu"',
      ];
      const units = [
        'tcc',
        'libtcc',
        'tccpp',
        'tccgen',
        'tccelf',
        'tccasm',
        'tccrun',
        'x86_64-gen',
        'x86_64-link',
        'i386-asm',
      ];
      const [program = 'cc', ...flags] = compile;
      const [linker = 'cc', ...linkFlags] = request.builder.cc;
      const runtime = ['libtcc1.c', 'alloca86_64.S', 'alloca86_64-bt.S', 'va_list.c', 'dsohandle.c'];
      const [own = 'tcc', ...ownFlags] = toolchain(out).cc;
      const step = (name: string, args: readonly string[]): { program: string; args: readonly string[] } => ({
        program: name,
        args,
      });
      return [
        step(`${request.sources}/configure`, ['--triplet=x86_64-linux-gnu', '--cc=gcc']),
        step('cp', ['-r', `${request.sources}/include`, `${out}/include`]),
        step('mkdir', ['-p', `${out}/obj`]),
        ...units.map((unit) => ({
          ...step(program, [...flags, '-c', `${unit}.c`, '-o', `${out}/obj/${unit}.o`]),
          cwd: request.sources,
        })),
        step(linker, [
          ...linkFlags,
          ...units.map((unit) => `${out}/obj/${unit}.o`),
          '-o',
          `${out}/tcc`,
          '-lm',
          '-ldl',
          '-lpthread',
        ]),
        // The runtime library is compiled by the stage itself. Its own Makefile is not used: it would build tcc anew.
        ...runtime.map((unit) => ({
          ...step(own, [...ownFlags, '-c', unit, '-o', `${out}/${unit}.o`]),
          cwd: `${request.sources}/lib`,
        })),
        step(own, ['-ar', 'rcs', `${out}/libtcc1.a`, ...runtime.map((unit) => `${out}/${unit}.o`)]),
      ];
    },
    artifacts: { executable: 'tcc', compared: ['obj/*.o', 'libtcc1.a'] },
    toolchain,
  },
});
