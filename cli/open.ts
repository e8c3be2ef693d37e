import type { Client } from './client';
import type { Terminal } from './terminal';

/** `news open`: prints the address of the service's page, and opens it where there is a browser. */
export async function openPage(client: Client, terminal: Terminal, env: NodeJS.ProcessEnv): Promise<void> {
  const { href } = client.service.base;
  await terminal.print(href);
  if (!mayHaveBrowser(env)) return;
  const { default: open } = await import('open');
  try {
    const browser = await open(href);
    // It may turn out later that nothing can open it. The address is printed.
    browser.on('error', () => undefined);
  } catch {
    terminal.note('No browser could be opened: open the address yourself.');
  }
}

/** Without a screen, a text browser would take over the terminal unseen. */
function mayHaveBrowser(env: NodeJS.ProcessEnv): boolean {
  if (process.platform !== 'linux') return true;
  return ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME', 'BROWSER'].some((name) => env[name]);
}
