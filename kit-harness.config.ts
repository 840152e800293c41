// The built-in subject: kit, as the harness needs to know it. In: the contract of compiler/Makefile. Out: a configuration.
import { defineConfig, type Seed, type Toolchain } from 'kit-harness';

const HOST_LIBRARIES = '/usr/lib/x86_64-linux-gnu';
const GCC_LIBRARY = '/usr/lib/gcc/x86_64-linux-gnu/*';

function hostTools(cc: string): Toolchain {
  return { cc: [cc], as: ['as'], ld: ['ld'], ar: ['ar'], ranlib: ['ranlib'] };
}

// What each seed consists of: the drivers, the compilers proper, and the support files that reach into what they link.
const seeds: readonly Seed[] = [
  {
    name: 'gcc',
    tools: hostTools('gcc'),
    files: ['gcc', 'as', 'ld', 'ar', 'ranlib', `${GCC_LIBRARY}/{cc1,collect2,lto-wrapper,libgcc*.a,crt*.o}`],
    sanitizers: true,
    debianPackage: 'gcc',
  },
  {
    name: 'clang',
    tools: hostTools('clang'),
    files: ['clang', 'as', 'ld', 'ar', 'ranlib', `${GCC_LIBRARY}/{libgcc*.a,crt*.o}`],
    sanitizers: true,
    debianPackage: 'clang',
  },
  {
    name: 'tcc',
    tools: hostTools('tcc'),
    files: ['tcc', 'as', 'ld', 'ar', 'ranlib', `${HOST_LIBRARIES}/tcc/**`],
    sanitizers: false,
    debianPackage: 'tcc',
  },
];

export default defineConfig({
  subject: {
    name: 'kit',
    sources: { root: 'compiler', include: ['Makefile', 'src/**/*.{c,h}', 'include/**', 'runtime/**'] },
    chains: [
      { name: 'debug', sanitizeStage1: true },
      { name: 'release', sanitizeStage1: false },
    ],
    variants: [{ name: 'pie' }, { name: 'static' }],
    seeds,
    hostFiles: [
      '/usr/include/*.h',
      '/usr/include/x86_64-linux-gnu/{asm,bits,gnu,sys}/**/*.h',
      '/usr/include/{asm-generic,linux}/*.h',
      `${HOST_LIBRARIES}/{*crt*.o,libc.a,libc.so,libc_nonshared.a,libc.so.6,ld-linux-x86-64.so.2}`,
      'make',
      'sh',
    ],
    buildTools: [{ program: 'make', debianPackage: 'make' }],
    build: ({ sources, out, chain, variant, builder, sanitize, jobs, stage, seed }) => {
      const words = (tool: readonly string[]): string => tool.join(' ');
      // The variants begin with kit's own linker: stage1 is the same in all of them, since sanitizers want shared libraries
      // and tcc cannot link glibc statically.
      const link = variant === 'static' && stage > 1 ? ['LDFLAGS=-static'] : [];
      return [
        {
          program: 'make',
          args: [
            '-C',
            sources,
            `-j${String(jobs)}`,
            `OUT=${out}`,
            `CHAIN=${chain}`,
            `CC=${words(builder.cc)}`,
            `AR=${words(builder.ar)}`,
            `LD=${words(builder.ld)}`,
            `RANLIB=${words(builder.ranlib)}`,
            `AS=${words(builder.as)}`,
            `BUILDER=${stage === 1 ? seed : `stage${String(stage - 1)}`}`,
            ...(sanitize ? ['SANITIZE=1'] : []),
            ...link,
          ],
        },
      ];
    },
    artifacts: { executable: 'kit', compared: ['obj/**/*.o', 'lib/**/*.a', 'include/**'] },
    toolchain: (out) => {
      const tool = (name: string): readonly string[] => [`${out}/bin/${name}`];
      return { cc: tool('cc'), as: tool('as'), ld: tool('ld'), ar: tool('ar'), ranlib: tool('ranlib') };
    },
    // The runtime library is left out: each stage compiles its own. tcc leaves no mark.
    builderMark: {
      objects: ['obj/src/**/*.o'],
      section: '.comment',
      expected: { gcc: 'GCC: (', clang: 'clang version', self: 'kit ' },
    },
    programs: {
      modes: [
        { name: 'glibc-dynamic', compileFlags: [], linkFlags: [], tags: ['glibc', 'dynamic', 'x86_64'] },
        { name: 'glibc-static', compileFlags: [], linkFlags: ['-static'], tags: ['glibc', 'static', 'x86_64'] },
        {
          name: 'musl-dynamic',
          compileFlags: ['--libc=musl'],
          linkFlags: ['--libc=musl'],
          tags: ['musl', 'dynamic', 'x86_64'],
          needs: { files: ['/usr/lib/x86_64-linux-musl/libc.so'], debianPackage: 'musl-dev' },
        },
        {
          name: 'musl-static',
          compileFlags: ['--libc=musl'],
          linkFlags: ['--libc=musl', '-static'],
          tags: ['musl', 'static', 'x86_64'],
          needs: { files: ['/usr/lib/x86_64-linux-musl/libc.a'], debianPackage: 'musl-dev' },
        },
      ],
      levels: [['-O0'], ['-O2']],
      references: [
        { name: 'gcc', cc: ['gcc'], debianPackage: 'gcc' },
        { name: 'clang', cc: ['clang'], debianPackage: 'clang' },
      ],
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
        name: 'kit',
        include: ['compiler/src/**/*.c'],
        flags: ['-std=c11', '-D_GNU_SOURCE', '-I{root}/compiler/src'],
        matrix: [['-O0'], ['-O1', '-g'], ['-O1', '-fPIC', '-ffunction-sections', '-fdata-sections']],
      },
      {
        name: 'corpus',
        include: ['corpus/c/**/*.c'],
        flags: [],
        matrix: [['-O0'], ['-O1'], ['-g'], ['-fno-pic'], ['-O1', '-fPIC', '-ffunction-sections', '-fdata-sections']],
      },
    ],
    corpus: 'corpus/c',
    baseline: 'reports',
  },
});
