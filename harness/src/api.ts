// The public API of kit-harness: what configuration files and oracles may import, and nothing else.
// In: nothing. Out: re-exports.
export { defineConfig } from './config/load.ts';
export { defineOracle, StageUnavailable } from './model/oracle.ts';
export type {
  Canary,
  CanaryName,
  Case,
  LocateRequest,
  Needs,
  Observation,
  Oracle,
  OracleContext,
  Selection,
  Stage,
  StageNeed,
  Tap,
} from './model/oracle.ts';
export type {
  Divergence,
  GenerateRequest,
  GeneratorWorker,
  ProgramAnswer,
  ProgramGenerator,
  ProgramPart,
  ProgramUnit,
  RandomProgram,
  TimeLimit,
} from './model/generator.ts';
export type {
  BuilderMark,
  Chain,
  Config,
  Configuration,
  ProgramMode,
  ProgramSupport,
  Seed,
  StageRequest,
  Subject,
  Toolchain,
  UnitGroup,
  Variant,
} from './model/subject.ts';
export {
  BUILD_LIMITS,
  type Command,
  describeOutcome,
  type Limits,
  type Outcome,
  PROGRAM_LIMITS,
  shellLine,
  TOOL_LIMITS,
  type ToolNeed,
} from './model/command.ts';
export { type Difference, type Evidence, fail, settleKnown, type SkipCause, type Verdict } from './model/verdict.ts';
export {
  changedInstruction,
  comparatorDies,
  FILE_CANARIES,
  isFile,
  missingObject,
  nondeterministicByte,
  nondeterministicOutput,
  OUTPUT_CANARIES,
  unreadableFile,
} from './canary/canaries.ts';
export { compareTrees, locateFirst, type TreeComparison, type TreeSide } from './compare/trees.ts';
export { type Directives, parseDirectives } from './corpus/directives.ts';
export { chainsOnce, type Checked, checkInStage, LAST_STAGE, stageRecipes } from './lane/check.ts';
export { agreedAnswer, openReference } from './lane/reference.ts';
export { outputText } from './exec/execute.ts';
export { parseAr } from './format/ar.ts';
export { parseElf } from './format/elf.ts';
export { which } from './exec/which.ts';
