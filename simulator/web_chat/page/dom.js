// Small things the other scripts share: elements, requests, toasts, the clipboard.

export const $ = (id) => document.getElementById(id);

/** A new element; properties that start with "on" are listeners, `html` is trusted HTML. */
export function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "html") made.innerHTML = value;
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Ask the simulator; shows why when it can't. */
export async function ask(method, path, body) {
  const answer = await fetch(`/sim/${path}`, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const told = await answer.json();
  if (!answer.ok) {
    toast(`No se pudo: ${told.error}`);
    throw new Error(told.error);
  }
  return told;
}

/** One of the drawings at the top of the page. */
export function icon(name, style = "icon") {
  const made = el("span", { class: style, "aria-hidden": "true" });
  made.innerHTML = `<svg class="icon"><use href="#i-${name}"/></svg>`;
  return made;
}

let hiding;
export function toast(text) {
  $("toast").textContent = text;
  $("toast").classList.add("shown");
  clearTimeout(hiding);
  hiding = setTimeout(() => $("toast").classList.remove("shown"), 3500);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = el("textarea", { class: "offscreen" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  toast("Copiado al portapapeles");
}

export const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString("es-AR", { hour: "2-digit", minute: "2-digit",
    hour12: false });

export function bytes(count) {
  if (count < 1024) return `${count} B`;
  if (count < 1024 * 1024) return `${Math.round(count / 1024)} KB`;
  return `${(count / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
}

/** Show one of the panes where there is room for one only. */
export const showPane = (pane) => (document.body.dataset.pane = pane);
