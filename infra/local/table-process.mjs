import { createRequire } from 'node:module';
import dynalite from 'dynalite';
import storage from 'dynalite/db/index.js';

/**
 * The embedded table: a process of its own, as leveldb and dynalite's JSON would take the handlers' time.
 * Plain JavaScript, which starts faster and takes less memory than TypeScript would.
 * Its arguments are the folder on disk, and how many ms to wait for another process to let go of it.
 * It tells its parent `{ port }` or `{ error }`, and ends with it.
 */

const LOCK_RETRY_MS = 100;

/**
 * A Query ends its iterator by `return`, which abstract-level's have not got, so nobody closes it: leveldb would
 * keep every file that it could still read, on disk and mapped into memory, hundreds of MB after some queries.
 */
const fromDynalite = createRequire(createRequire(import.meta.url).resolve('dynalite'));
const { AbstractValueIterator } = createRequire(fromDynalite.resolve('level'))('abstract-level');
AbstractValueIterator.prototype.return = function () {
  return this.close();
};

// The terminal's signals reach the whole process group, but handlers that are still at work need the table.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

// dynalite throws where a client breaks off a request, which is no reason to end.
process.on('uncaughtException', (error) => {
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return;
  console.error('The table failed:', error);
  process.exit(1);
});

const [, , folder, waitMs] = process.argv;
let server;

// The parent closes the channel when it is done, and the system does when the parent was killed.
process.once('disconnect', () => {
  if (server === undefined) process.exit(0);
  server.closeAllConnections();
  server.close(() => process.exit(0));
});

try {
  await waitForLock(Date.now() + Number(waitMs));
  server = dynalite({ path: folder, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
  refuseOtherHosts();
} catch (error) {
  process.send({ error: reasonOf(error) }, () => process.exit(1));
}

/** dynalite opens its store when it is first asked, and ends the process where that fails: so it is tried before. */
async function waitForLock(until) {
  for (;;) {
    const { db } = storage.create({ path: folder });
    try {
      await db.open();
      return await db.close();
    } catch (error) {
      if (error.cause?.code !== 'LEVEL_LOCKED' || Date.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
  }
}

function reasonOf({ cause, message }) {
  return cause?.code === 'LEVEL_LOCKED' ? 'another process has it open.' : (cause?.message ?? message);
}

/** A page in a browser could reach us under a name of its own that leads to this machine (DNS rebinding). */
function refuseOtherHosts() {
  const [answer] = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (request.headers.host === `127.0.0.1:${server.address().port}`) answer(request, response);
    else response.writeHead(403).end();
  });
}
