import { once } from 'node:events';
import type { Server } from 'node:http';

/**
 * Lets a server listen on this machine alone.
 * @param port 0 takes a free one
 * @returns the port
 * @throws the system's error, `EADDRINUSE` where the port is taken
 */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
