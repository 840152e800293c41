// What /proc says about processes: who carries a mark, how much memory a group holds. On systems without /proc the
// answers are empty, and only the limits of the kernel hold. In: a mark or nothing. Out: process ids, bytes per group.
import { readdirSync, readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;

function processIds(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** Processes whose environment holds `assignment` (NAME=value), besides this one. */
export function markedProcesses(assignment: string): readonly number[] {
  return processIds().filter((pid) => {
    if (pid === process.pid) return false;
    try {
      return readFileSync(`/proc/${String(pid)}/environ`).includes(assignment);
    } catch {
      return false;
    }
  });
}

/** Whether a process exists and is not a zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${String(pid)}/stat`, 'latin1'));
  } catch {
    return true;
  }
}

/** When a process started, in the kernel's ticks: with the id, it names a process for good. Undefined without /proc. */
export function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** This process by its id and start, for files that say who owns something. */
export function ownerText(): string {
  return `${String(process.pid)} ${startTicks(process.pid) ?? '0'}`;
}

/** Whether the process that wrote an owner's text is still there. */
export function isOwnerAlive(text: string): boolean {
  const [pid, ticks] = text.split(' ');
  return isAlive(Number(pid)) && (ticks === undefined || (startTicks(Number(pid)) ?? ticks) === ticks);
}

/** Resident bytes of each process group. */
export function groupMemory(): ReadonlyMap<number, number> {
  const groups = new Map<number, number>();
  for (const pid of processIds()) {
    try {
      const stat = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
      // proc(5): after the command's closing parenthesis come state, ppid, pgrp, ... and rss as the 22nd field.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const group = Number(fields[2]);
      groups.set(group, (groups.get(group) ?? 0) + Number(fields[21]) * PAGE_BYTES);
    } catch {
      // The process went away between the listing and the reading.
    }
  }
  return groups;
}
