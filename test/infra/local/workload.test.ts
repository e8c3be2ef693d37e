import { Queue } from '../../../infra/local/queues';
import { Workload } from '../../../infra/local/workload';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();

describe('the workload', () => {
  test('is idle when no invocation runs and no queue that is watched has a message', async () => {
    const workload = new Workload();
    const queue = new Queue('Work', temporaryFolder(), workload.changed);
    const dead = new Queue('Dead', temporaryFolder(), workload.changed);
    workload.watch(queue);
    await dead.send('letter');
    expect(workload.isIdle).toBe(true);
    await queue.send('a');
    expect(workload.isIdle).toBe(false);
    const [message] = await queue.receive(1, 1_000);
    expect(workload.isIdle).toBe(false);
    if (message) await queue.putBackAfter(message, 60_000);
    expect(workload.isIdle).toBe(false);
    queue.close();
    expect(workload.isIdle).toBe(true);
  });

  test('tells when an invocation ends, well or not', async () => {
    const workload = new Workload();
    const idle: boolean[] = [];
    const stop = workload.onChange(() => idle.push(workload.isIdle));
    const both = workload.during(async () => {
      await workload.during(async () => 'inner');
      return 'outer';
    });
    expect(workload.isIdle).toBe(false);
    expect(await both).toBe('outer');
    await expect(workload.during(() => Promise.reject(new Error('bad')))).rejects.toThrow('bad');
    expect(idle).toEqual([false, true, true]);
    stop();
    await workload.during(async () => undefined);
    expect(idle).toHaveLength(3);
  });
});
