// Waits until the page has nothing more to do within `horizon` ms, or stood still for `quiet`; at most `limit`.
([quiet, limit, horizon]) => new Promise((done) => {
  const work = window.__work, later = work ? work.later : window.setTimeout, start = performance.now();
  let changed = start, free = 0;
  const watch = new MutationObserver(() => { changed = performance.now(); });
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const end = (idle) => { watch.disconnect(); done(idle); };
  const look = () => {
    const now = performance.now();
    free = work && document.readyState === 'complete' && now - changed > 12 && !work.busy(horizon) ? free + 1 : 0;
    if (free > 1) return end(true);
    if (now - start > limit || (now - changed > quiet && !(work && work.busy(horizon)))) return end(false);
    later(look, 6);
  };
  look();
})
