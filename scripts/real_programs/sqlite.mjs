// SQLite: the amalgamation and a driver of ours, which runs an SQL script; its answers are those of a build by the
// reference compiler.
import path from 'node:path';
import { BuildFailure, CheckFailure, material, run, split } from './program.mjs';

const features = ['-DSQLITE_ENABLE_FTS5', '-DSQLITE_ENABLE_RTREE', '-DSQLITE_ENABLE_MATH_FUNCTIONS'];

/** @type {import('./program.mjs').Program} */
export const sqlite = {
  material: () => ['sqlite_driver.c', 'broad.sql'],
  attempts: [{ needed: 'nothing' }],
  build(folder, tools) {
    const [cc, ...flags] = split(`${tools.cc} ${tools.cflags || '-O2'}`);
    run(BuildFailure, cc, [...flags, ...features, '-c', 'sqlite3.c', '-o', 'sqlite3.o'], { cwd: folder });
    run(BuildFailure, cc, [...flags, '-I.', '-c', path.join(material, 'sqlite_driver.c'), '-o', 'driver.o'], {
      cwd: folder,
    });
    const [ar, ...arFlags] = split(tools.ar);
    run(BuildFailure, ar, [...arFlags, 'rc', 'libsqlite3.a', 'sqlite3.o'], { cwd: folder });
    const [ranlib, ...ranlibFlags] = split(tools.ranlib);
    run(BuildFailure, ranlib, [...ranlibFlags, 'libsqlite3.a'], { cwd: folder });
    run(BuildFailure, cc, [...flags, 'driver.o', 'libsqlite3.a', '-o', 'driver', '-lm', '-lpthread', '-ldl'], {
      cwd: folder,
    });
  },
  answers(folder) {
    const script = path.join(material, 'broad.sql');
    const memory = run(CheckFailure, './driver', [script], { cwd: folder, timeout: 300 });
    const file = run(CheckFailure, './driver', [script, 'check.db'], { cwd: folder, timeout: 300 });
    return `== in memory\n${memory}== in a file\n${file}`;
  },
  check(folder) {
    const statements = /(\d+) statements/.exec(
      run(CheckFailure, './driver', [path.join(material, 'broad.sql')], { cwd: folder, timeout: 300 }),
    );
    return `${statements[1]} SQL statements give the reference's answers, in memory and in a file`;
  },
};
