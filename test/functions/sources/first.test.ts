import { addFirstSources } from '../../../functions/sources/first';
import { addSource, deleteSource, readSources } from '../../../functions/sources/store';
import { createClient } from '../../../functions/table/client';
import { Fuse } from '../../fuse';
import { startTable, type TestTable } from '../../table';

let table: TestTable;
beforeEach(async () => {
  table = await startTable();
});
afterEach(() => table.stop());

const ids = async (): Promise<string[]> => (await readSources(table, true)).map(({ id }) => id);

describe('the first sources', () => {
  it('fill an empty table, ids made where there are none', async () => {
    const settings = [
      { url: 'https://a.example/1' },
      { url: 'https://a.example/2' },
      { id: 'mine', url: 'https://b.example/' },
    ];
    expect(await addFirstSources(table, settings)).toBe(3);
    expect(await ids()).toEqual(['a-example', 'a-example-2', 'mine']);
  });

  it('are given once only', async () => {
    await addFirstSources(table, [{ id: 'a', url: 'https://a.example/' }]);
    for (const source of await readSources(table, true)) await deleteSource(table, source);
    expect(await addFirstSources(table, [{ id: 'a', url: 'https://a.example/' }])).toBe(0);
    expect(await ids()).toEqual([]);
  });

  it('leave a table alone that has others', async () => {
    await addSource(table, 'there', { url: 'https://there.example/' });
    expect(await addFirstSources(table, [{ id: 'a', url: 'https://a.example/' }])).toBe(0);
    expect(await ids()).toEqual(['there']);
  });

  it('are completed after a crash in the middle', async () => {
    const settings = ['a', 'b', 'c'].map((id) => ({ id, url: `https://${id}.example/` }));
    const fuse = new Fuse();
    process.env['AWS_ENDPOINT_URL_DYNAMODB'] = await fuse.guard(
      process.env['AWS_ENDPOINT_URL_DYNAMODB'] ?? '',
    );
    // A look at what is there, the marker, then the first source.
    fuse.set(3);
    await expect(addFirstSources({ ...table, client: createClient() }, settings)).rejects.toThrow();
    fuse.stop();
    expect(await ids()).toEqual(['a']);
    expect(await addFirstSources(table, settings)).toBe(2);
    expect(await ids()).toEqual(['a', 'b', 'c']);
  });
});
