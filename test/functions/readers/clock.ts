/** Sets what time it is, until `jest.useRealTimers()`; waiting takes as long as ever. @param now ms since 1970 */
export const setClock = (now: number): void =>
  void jest.useFakeTimers({
    now,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
