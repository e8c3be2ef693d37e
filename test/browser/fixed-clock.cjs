// For the pictures of the documentation: every process that requires this starts at the same moment, so that they
// show the same days and times whenever they are made.
const START = Date.parse('2026-11-23T09:30:00Z');

const RealDate = Date;
const started = performance.now();
const now = () => START + Math.round(performance.now() - started);

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
