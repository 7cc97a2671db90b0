// Counts what a page still has to do, so that nobody waits a fixed time: timers, frames, calls and files under way.
// It changes nothing of what they do. What is set by what was set by what was set … is a clock, not work.
(() => {
  const CLOCK = 8, due = new Map(), later = window.setTimeout, call = window.fetch, send = XMLHttpRequest.prototype.send;
  let calls = 0, depth = 0, changed = performance.now();

  // Counts what `set` starts until it first comes; an interval's later turns are those of a clock.
  function count(set, clear, kind, wait) {
    const start = window[set], stop = window[clear];
    window[set] = { [set](f, ...rest) {
      if (typeof f !== 'function') return start.call(window, f, ...rest);
      const mine = depth + 1;
      let turns = 0;
      const id = start.call(window, (...args) => {
        const before = depth;
        due.delete(kind + id);
        depth = mine + turns++;
        try { f.apply(window, args); } finally { depth = before; }
      }, ...rest);
      if (mine < CLOCK) due.set(kind + id, performance.now() + wait(rest[0]));
      return id;
    } }[set];
    window[clear] = { [clear](id) { due.delete(kind + id); return stop.call(window, id); } }[clear];
  }
  const given = (ms) => Number(ms) || 0, soon = () => 0;
  count('setTimeout', 'clearTimeout', 'timer ', given);
  count('setInterval', 'clearInterval', 'timer ', given);
  count('requestAnimationFrame', 'cancelAnimationFrame', 'frame ', soon);
  count('requestIdleCallback', 'cancelIdleCallback', 'idle ', soon);

  const over = () => { calls -= 1; };
  const began = (what) => { calls += 1; what.addEventListener('loadend', over, { once: true }); };
  if (call) window.fetch = function fetch(...args) { calls += 1; const answer = call.apply(window, args); answer.then(over, over); return answer; };
  XMLHttpRequest.prototype.send = function (...args) { began(this); try { return send.apply(this, args); } catch (error) { over(); throw error; } };
  for (const way of ['readAsText', 'readAsDataURL', 'readAsArrayBuffer', 'readAsBinaryString']) {
    const read = FileReader.prototype[way];
    FileReader.prototype[way] = function (...args) { began(this); try { return read.apply(this, args); } catch (error) { over(); throw error; } };
  }
  new MutationObserver(() => { changed = performance.now(); }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  const busy = (within) => { const until = performance.now() + within; return calls > 0 || [...due.values()].some((at) => at < until); };
  Object.defineProperty(window, '__work', { value: { busy, changed: () => changed, later: later.bind(window) } });
})();
