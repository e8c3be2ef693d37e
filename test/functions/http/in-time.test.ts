import type { ApiRequest } from '../../../functions/http/api';
import { inTime } from '../../../functions/http/in-time';

const REQUEST = {} as ApiRequest;
const never = () => new Promise<string>(() => undefined);

describe('a handler in time', () => {
  it('answers as it would, or fails as it would', async () => {
    await expect(inTime(async () => 'done')(REQUEST)).resolves.toBe('done');
    const failed = new Error('failed');
    await expect(inTime(() => Promise.reject(failed))(REQUEST)).rejects.toBe(failed);
  });

  it('says what to do where others take too long', async () => {
    await expect(inTime(never, 10)(REQUEST)).rejects.toMatchObject({
      status: 503,
      detail: expect.stringContaining('try again'),
      headers: { 'retry-after': '5' },
    });
  });

  it('is not disturbed by what fails after that', async () => {
    let fail: (error: Error) => void = () => undefined;
    const late = inTime(() => new Promise<string>((_, reject) => (fail = reject)), 10)(REQUEST);
    await expect(late).rejects.toMatchObject({ status: 503 });
    fail(new Error('late'));
    await new Promise((done) => setTimeout(done, 10));
  });
});
