/**
 * CPU time that this process has taken so far, in milliseconds: for what must not cost much, however many others
 * have the cores meanwhile.
 */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
