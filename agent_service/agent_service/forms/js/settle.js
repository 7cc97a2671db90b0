// Waits until the page has nothing more to do within `horizon` ms, or stood still for `quiet`; at most `limit`.
// Nothing to do: nothing is under way, nothing changed for 12 ms, and that three turns of its tasks in a row.
// A page that adds boxes without end is not waited for: the longer it goes on, the longer it takes to read.
([quiet, limit, horizon]) => new Promise((done) => {
  const work = window.__work, later = work ? work.later : window.setTimeout, start = performance.now();
  const boxes = document.getElementsByTagName('input'), most = boxes.length + 500;
  let changed = work ? work.changed() : start, free = 0;
  const watch = new MutationObserver(() => { changed = performance.now(); });
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const end = (idle) => { watch.disconnect(); done(idle); };
  const look = () => {
    const now = performance.now(), busy = !work || work.busy(horizon);
    free = !busy && document.readyState === 'complete' && now - changed > 12 ? free + 1 : 0;
    if (free > 2) return end(true);
    if (now - start > limit || boxes.length > most || (now - Math.max(changed, start) > quiet && !(work && busy))) return end(false);
    later(look, free ? 1 : 4);
  };
  look();
})
