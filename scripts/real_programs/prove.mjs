// Builds and checks one program, and compares what it answers with a build by the reference compiler.
//
// In:  the program's name, the tools, the reference compiler, the folder of archives, a scratch folder.
// Out: a row of the table. What the machine lacks is thrown.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sources, unpack } from '../fetch_sources.mjs';
import { BuildFailure, CheckFailure, material, run, split } from './program.mjs';
import { programs } from './programs.mjs';

/** The first difference of two answers, as one line. */
function difference(ours, theirs) {
  const a = ours.split('\n');
  const b = theirs.split('\n');
  const at = a.findIndex((line, index) => line !== b[index]);
  const line = at < 0 ? a.length : at;
  return `answer differs at line ${line + 1}: ${JSON.stringify(a[line] ?? '')}, reference ${JSON.stringify(b[line] ?? '')}`;
}

/** The reference compiler's answers for a program, from the cache when nothing that they depend on has changed. */
function referenceAnswers(name, compiler, cache, scratch) {
  const key = createHash('sha256').update(`${sources[name].sha256}\n${compiler}\n`);
  key.update(run(BuildFailure, split(compiler)[0], ['--version']));
  for (const file of programs[name].material()) key.update(readFileSync(path.join(material, file)));
  const saved = path.join(cache, `answers-${name}-${key.digest('hex').slice(0, 16)}.txt`);
  if (existsSync(saved)) return readFileSync(saved, 'latin1');
  const folder = unpack(name, path.join(scratch, 'reference', name), cache);
  const tools = { cc: compiler, ar: 'ar', ld: 'ld', ranlib: 'ranlib', cflags: '-O1' };
  programs[name].build(folder, tools, programs[name].attempts[0]);
  const answers = programs[name].answers(folder);
  mkdirSync(cache, { recursive: true });
  const partial = `${saved}.${process.pid}`;
  writeFileSync(partial, answers, 'latin1');
  renameSync(partial, saved);
  return answers;
}

/** Builds and checks one program; returns a row of the table. */
export function prove(name, tools, reference, cache, scratch) {
  const program = programs[name];
  const failures = [];
  const started = process.hrtime.bigint();
  const seconds = () => Number((process.hrtime.bigint() - started) / 100000000n) / 10;
  const { version } = sources[name];
  for (const [index, attempt] of program.attempts.entries()) {
    const folder = unpack(name, path.join(scratch, `${name}-${index}`), cache);
    try {
      program.build(folder, tools, attempt);
    } catch (error) {
      if (!(error instanceof BuildFailure)) throw error;
      failures.push(`${name} (${attempt.needed}): ${error.message}`);
      continue;
    }
    const built = seconds();
    try {
      if (program.answers) {
        const ours = program.answers(folder);
        const theirs = referenceAnswers(name, reference, cache, scratch);
        if (ours !== theirs) throw new CheckFailure(difference(ours, theirs));
      }
      return { name, version, built, result: 'pass', needed: attempt.needed, note: program.check(folder) };
    } catch (error) {
      if (!(error instanceof CheckFailure)) throw error;
      return { name, version, built, result: 'fail', needed: attempt.needed, note: error.message };
    }
  }
  return { name, version, built: seconds(), result: 'no build', needed: '', note: failures.join('\n') };
}
