// Who may import whom: nothing runs back up, and there are no circles.
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'harness-knows-no-oracle',
      severity: 'error',
      from: { path: '^harness/' },
      to: { path: '^(oracles/|scripts/|kit-harness\\.config)' },
    },
    {
      name: 'oracles-use-the-public-api',
      severity: 'error',
      from: { path: '^(oracles/|kit-harness\\.config|harness/templates/|harness/test/subjects/)' },
      to: { path: '^harness/(?!src/(api|testing)\\.ts$)' },
    },
    {
      name: 'oracles-do-not-lean-on-each-other',
      severity: 'error',
      from: { path: '^oracles/([^/]+)/' },
      to: { path: '^oracles/([^/]+)/', pathNot: '^oracles/$1/' },
    },
    {
      name: 'models-stand-alone',
      severity: 'error',
      from: { path: '^harness/src/model/' },
      to: { path: '^harness/src/(?!model/)' },
    },
    {
      name: 'the-command-line-is-the-top',
      severity: 'error',
      from: { path: '^harness/src/(?!cli/)', pathNot: '\\.test\\.ts$' },
      to: { path: '^harness/src/cli/' },
    },
    {
      name: 'products-do-not-import-tests',
      severity: 'error',
      from: { path: '^(harness/src|oracles)/', pathNot: '\\.test\\.ts$|src/testing\\.ts$' },
      to: { path: '\\.test\\.ts$|^harness/test/' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
