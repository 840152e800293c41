// The tables of a bench, at most 80 columns wide. In: the report of bench.mjs and the name of the compiler that all others
// are compared with. Out: text.

/** A table whose first column is left-aligned and the others right-aligned. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What was measured, as text: compiling, then run time and size of the programs, each beside the reference compiler. */
export function tables(report, reference) {
  const { runs } = report;
  const out = [];
  if (report.compile) {
    const { compile } = report;
    const tcc = compile.compilers.find((row) => row.name === 'tcc')?.cpuSeconds;
    out.push(`${compile.input}, ${compile.lines} lines, to an object; median of ${runs}`);
    out.push(
      table([
        ['compiler', 'CPU s', 'x tcc', 'lines/s', 'peak MB', 'text KiB'],
        ...compile.compilers.map((row) =>
          row.failed ?
            [row.name, 'failed', '-', '-', '-', '-']
          : [
              row.name,
              row.cpuSeconds.toFixed(3),
              tcc ? (row.cpuSeconds / tcc).toFixed(2) : '-',
              String(row.linesPerSecond),
              row.peakMegabytes.toFixed(1),
              (row.textBytes / 1024).toFixed(0),
            ],
        ),
      ]),
      '',
    );
  }
  if (report.geometricMeans) {
    const names = report.geometricMeans.map((row) => row.name);
    const cell = (row, name, show) => (row.results[name] === undefined ? '-' : show(row.results[name]));
    const means = (key) => report.geometricMeans.map((row) => (row.programs === 0 ? '-' : row[key].toFixed(2)));
    out.push(`run time of corpus/bench in seconds; median of ${runs}`);
    out.push(
      table([
        ['program', ...names],
        ...report.programs.map((row) => [
          row.name,
          ...names.map((name) => cell(row, name, (result) => result.seconds.toFixed(3))),
        ]),
        [`x ${reference}`, ...means('time')],
      ]),
      '',
      'text of corpus/bench in bytes',
      table([
        ['program', ...names],
        ...report.programs.map((row) => [
          row.name,
          ...names.map((name) => cell(row, name, (result) => String(result.textBytes))),
        ]),
        [`x ${reference}`, ...means('text')],
      ]),
      'geometric means over the programs that both compilers ran',
    );
  }
  return out.join('\n');
}
