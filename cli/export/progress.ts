import { SingleBar } from 'cli-progress';
import type { Terminal } from '../terminal';
import type { OnProgress } from './parts';

/** Shows how far an export is. */
export interface ExportDisplay {
  show: OnProgress;
  /** takes the display away */
  end(): void;
}

const MB = 1_000_000;

/** A line that changes, on stderr. Nobody knows the whole, so there is no bar. */
export function exportDisplay(terminal: Terminal): ExportDisplay {
  const line = new SingleBar({
    format: 'exporting: {value} articles, {size} MB',
    hideCursor: true,
    clearOnComplete: true,
    stream: terminal.progressStream as NodeJS.WritableStream,
  });
  line.start(0, 0, { size: '0.0' });
  return {
    show: (articles, bytes) => line.update(articles, { size: (bytes / MB).toFixed(1) }),
    end: () => line.stop(),
  };
}

export const NO_DISPLAY: ExportDisplay = { show: () => undefined, end: () => undefined };
