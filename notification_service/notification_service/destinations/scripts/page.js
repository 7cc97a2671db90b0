// Subscribes this browser and tells notification_service; every way it can end is said in words.
const button = document.getElementById("subscribe");
const says = document.getElementById("says");

function device() {
  const agent = navigator.userAgent;
  const names = ["Edg", "Firefox", "Chrome", "Safari"];
  const name = names.find((one) => agent.includes(one)) || "Browser";
  return `${name === "Edg" ? "Edge" : name} on ${navigator.platform || "this device"}`.slice(0, 60);
}

async function subscription() {
  const worker = await navigator.serviceWorker.register(new URL("../worker.js", location.href));
  await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: button.dataset.key };
  return worker.pushManager.subscribe(options);
}

async function subscribe() {
  button.disabled = true;
  try {
    if ((await Notification.requestPermission()) !== "granted") {
      says.textContent = button.dataset.denied;
      return;
    }
    const body = JSON.stringify({ ...(await subscription()).toJSON(), device: device() });
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(location.href, { method: "POST", headers, body });
    const why = answer.ok ? "" : (await answer.json()).detail;
    says.textContent = answer.ok ? button.dataset.done : `${button.dataset.failed} (${why})`;
  } catch (error) {
    says.textContent = `${button.dataset.failed} (${error.message})`;
  } finally {
    button.disabled = false;
  }
}

if ("serviceWorker" in navigator && "PushManager" in window) {
  button.addEventListener("click", subscribe);
} else {
  button.disabled = true;
  says.textContent = button.dataset.unable;
}
