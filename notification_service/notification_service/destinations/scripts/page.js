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
      says.textContent = "The browser does not allow it. Allow notifications for this page first.";
      return;
    }
    const body = JSON.stringify({ ...(await subscription()).toJSON(), device: device() });
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(location.href, { method: "POST", headers, body });
    const told = answer.ok ? "Done. A first notification is on its way." : (await answer.json()).detail;
    says.textContent = told;
  } catch (error) {
    says.textContent = `This browser could not subscribe: ${error.message}`;
  } finally {
    button.disabled = false;
  }
}

if ("serviceWorker" in navigator && "PushManager" in window) {
  button.addEventListener("click", subscribe);
} else {
  button.disabled = true;
  says.textContent = "This browser cannot receive notifications; they need https or this very machine.";
}
