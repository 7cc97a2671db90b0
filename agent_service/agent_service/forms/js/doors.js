// Closes what a page could send or stop by behind the back of its form, before any script of its own runs:
// connections that no filter sees, and windows of the browser itself, which hold every script until
// somebody answers. Unanswered, they hold the reader too. Each says what pressing Escape would have said.
(() => {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport', 'SharedWorker']) delete window[name];
  window.alert = function alert() {};
  window.confirm = function confirm() { return false; };
  window.prompt = function prompt() { return null; };
  window.print = function print() {};
  window.addEventListener('beforeunload', (leaving) => leaving.stopImmediatePropagation(), true);
})();
