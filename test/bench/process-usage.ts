import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What Linux counts CPU in; the same on all machines that Node runs on. */
const MS_A_TICK = 10;

const isLinux = process.platform === 'linux';

const ps = (column: string, pid: number): string =>
  execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();

/** User and system CPU that a process has used so far, in ms: by 10 on Linux. */
export function cpuMs(pid: number): number {
  if (!isLinux) return parseTime(ps('time', pid));
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // Behind the command's name, which may hold spaces, the state is the third field: see proc_pid_stat(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_A_TICK;
}

/** The most memory that a process has held so far, in MB; where only Linux knows, what it holds now. */
export function peakMegabytes(pid: number): number {
  const kilobytes = isLinux
    ? /^VmHWM:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    : ps('rss', pid);
  return Number(kilobytes) / 1024;
}

/** The memory that a process holds now, in MB. */
export const residentMegabytes = (pid: number): number => Number(ps('rss', pid)) / 1024;

/** The child of a process whose command line holds a text. */
export function childOf(parent: number, text: string): number {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  for (const line of list.split('\n')) {
    const [, pid, ppid, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (Number(ppid) === parent && command.includes(text)) return Number(pid);
  }
  throw new Error(`Process ${parent} has no child ${text}`);
}

/** `[days-]hours:minutes:seconds`, the first ones only where needed. */
function parseTime(text: string): number {
  const [clock = '', days = '0'] = text.split('-').reverse();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return (Number(days) * 86_400 + seconds) * 1000;
}
