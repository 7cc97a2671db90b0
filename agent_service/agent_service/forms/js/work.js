// Counts what a page still has to do, so that nobody waits a fixed time: short timers and calls under way.
// It changes nothing of what they do. A timer set by a timer set by a timer … is a clock, not work.
(() => {
  const CLOCK = 8, timers = new Map(), later = window.setTimeout, never = window.clearTimeout, call = window.fetch, send = XMLHttpRequest.prototype.send;
  let calls = 0, depth = 0;
  window.setTimeout = function setTimeout(f, ms, ...rest) {
    if (typeof f !== 'function') return later.call(window, f, ms, ...rest);
    const mine = depth + 1;
    const id = later.call(window, () => {
      timers.delete(id);
      const before = depth;
      depth = mine;
      try { f.apply(window, rest); } finally { depth = before; }
    }, ms);
    if (mine < CLOCK) timers.set(id, performance.now() + (Number(ms) || 0));
    return id;
  };
  window.clearTimeout = function clearTimeout(id) { timers.delete(id); return never.call(window, id); };
  const over = () => { calls -= 1; };
  if (call) window.fetch = function fetch(...args) { calls += 1; const answer = call.apply(window, args); answer.then(over, over); return answer; };
  XMLHttpRequest.prototype.send = function (...args) { calls += 1; this.addEventListener('loadend', over, { once: true }); try { return send.apply(this, args); } catch (error) { over(); throw error; } };
  const due = (within) => { const soon = performance.now() + within; return [...timers.values()].some((at) => at < soon); };
  Object.defineProperty(window, '__work', { value: { busy: (within) => calls > 0 || due(within), later: later.bind(window) } });
})();
