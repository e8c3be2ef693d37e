import type { Deployed } from './deployed';
import { batchOf, intakeOf } from './fetching';
import { lambda } from './lambda';
import {
  ARTICLE_BYTES,
  CPU,
  EDITED_SHARE,
  ITEM_OVERHEAD_BYTES,
  PACKED_SHARE,
  POLL_SECONDS,
  POLLERS,
} from './units';
import { gigabytes, type Use, use } from './use';
import { wordsOfArticle } from './words';
import { articlesKept, HOURS, type Workload } from './workload';

/** What costs money though nobody reads, and nothing comes in: what is kept, what watches, what waits. */
export function standing(workload: Workload, deployed: Deployed): Use[] {
  const stored = gigabytes(bytesKept(workload, deployed));
  return [
    use('what is kept', 'tableStorage', stored),
    use('its backup, to any second of 35 days', 'tableBackup', stored),
    use('waiting for work', 'queueRequests', (deployed.queues * POLLERS * HOURS * 3600) / POLL_SECONDS),
    use('alarms', 'alarms', deployed.alarmMetrics),
    use('alarms', 'compositeAlarms', deployed.compositeAlarms),
    use('metrics of our own', 'metrics', deployed.ownMetrics),
    use('dashboard', 'dashboards', deployed.dashboards),
    ...[...deployed.scheduled]
      // Its work is counted with what it brings.
      .filter(([folder]) => folder !== 'schedule')
      .flatMap(([folder, times]) =>
        lambda(deployed, 'the clock', {
          folder,
          invocations: times,
          cpuMs: times * CPU.small,
          calls: times * 2,
        }),
      ),
  ];
}

/** Once the oldest articles expire as fast as new ones come. */
function bytesKept(workload: Workload, deployed: Deployed): number {
  const content = workload.content === 0 ? 0 : workload.content * 1000 * PACKED_SHARE + ITEM_OVERHEAD_BYTES;
  const words = wordsOfArticle(batchOf(intakeOf(workload, deployed))).bytes * (1 + EDITED_SHARE);
  return articlesKept(workload) * (ARTICLE_BYTES + ITEM_OVERHEAD_BYTES + content + words);
}
