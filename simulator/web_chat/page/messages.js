// The bubbles: text, files, inline buttons; and documents opened beside the chat.

import { $, ask, bytes, clock, copy, el, icon, showPane } from "./dom.js";

const shown = new Map(); // message id -> { json, element }
let drawnChat = null;

/** Draw a chat's messages, touching only what changed; scrolls down when something is new. */
export function drawMessages(chat, deeds) {
  const log = $("log");
  if (drawnChat !== chat.id) {
    log.replaceChildren();
    shown.clear();
    drawnChat = chat.id;
  }
  const present = new Set(chat.messages.map((message) => message.id));
  for (const [id, old] of shown) {
    if (!present.has(id)) {
      old.element.remove();
      shown.delete(id);
    }
  }
  let fresh = false;
  for (const message of chat.messages) {
    const json = JSON.stringify(message);
    const old = shown.get(message.id);
    if (old?.json === json) continue;
    const element = bubble(chat, message, deeds);
    if (old) old.element.replaceWith(element);
    else log.append(element);
    fresh = true;
    shown.set(message.id, { json, element });
  }
  if (fresh) log.scrollTop = log.scrollHeight;
}

function bubble(chat, message, deeds) {
  const mine = !message.from_bot;
  const time = el("span", { class: "time" }, (message.edited ? "editado " : "") + clock(message.date));
  const body = el(
    "div",
    { class: "bubble" },
    mine && chat.type !== "private" ? el("strong", { class: "sender" }, message.sender) : null,
    fileOf(message),
    message.text ? el("div", { class: "text", html: message.html }) : null,
    el("div", { class: "foot" }, editButton(message, deeds), time),
  );
  body.addEventListener("click", (click) => inText(click, deeds));
  body.addEventListener("keydown", (key) => key.key === "Enter" && inText(key, deeds));
  return el(
    "div",
    { class: `message ${mine ? "mine" : "theirs"} kind-${message.kind}`, "data-id": message.id },
    body,
    message.buttons.length ? inlineButtons(message, deeds) : null,
  );
}

function editButton(message, deeds) {
  if (message.from_bot || message.kind !== "text") return null;
  return el(
    "button",
    { type: "button", class: "edit", title: "Corregir", "aria-label": "Corregir este mensaje",
      onclick: () => deeds.edit(message) },
    icon("pencil"),
  );
}

function inText(event, deeds) {
  const target = event.target;
  if (target.closest("a.command")) {
    event.preventDefault();
    deeds.say(target.closest("a.command").textContent);
  } else if (target.closest(".spoiler, .expandable")) {
    target.closest(".spoiler, .expandable").classList.toggle("open");
  } else if (target.closest("code, pre") && event.type === "click") {
    copy(target.closest("code, pre").textContent);
  }
}

function inlineButtons(message, deeds) {
  const rows = message.buttons.map((row) =>
    el("div", { class: "buttons-row" }, ...row.map((button) => inlineButton(message, button, deeds))),
  );
  return el("div", { class: "buttons" }, ...rows);
}

function inlineButton(message, button, deeds) {
  if (button.url) {
    return el("a", { class: "button", href: button.url, target: "_blank", rel: "noopener" },
      button.text, icon("out", "mark"));
  }
  if (button.copy_text) {
    return el("button", { type: "button", class: "button", title: "Copiar",
      onclick: () => copy(button.copy_text.text) },
      button.text, icon("copy", "mark"));
  }
  return el("button", { type: "button", class: "button",
    onclick: () => deeds.press(message.id, button.callback_data) }, button.text);
}

function fileOf(message) {
  const file = message.file;
  switch (message.kind) {
    case "photo":
      return el("a", { href: file.url, class: "photo-link", onclick: (click) => open(click, file) },
        el("img", { src: file.url, alt: message.text || "Foto", class: "photo-image" }));
    case "document":
      return el("a", { href: file.url, class: "document", onclick: (click) => open(click, file) },
        el("span", { class: "sheet", "aria-hidden": "true" }, extension(file.name)),
        el("span", { class: "about" }, el("strong", {}, file.name),
          el("small", {}, `${bytes(file.size)} · Abrir`)));
    case "sticker":
      return icon("smile", "big");
    case "voice":
      return el("div", { class: "voice-note" }, icon("mic"), "Nota de voz · 0:03");
    case "contact":
      return el("div", { class: "card" }, icon("person", "card-face"),
        el("strong", {}, message.contact.first_name), el("small", {}, message.contact.phone_number));
    default:
      return null;
  }
}

const extension = (name) => (name.includes(".") ? name.split(".").pop().slice(0, 4) : "?").toUpperCase();

function open(click, file) {
  if (click.ctrlKey || click.metaKey || click.shiftKey) return;
  click.preventDefault();
  const name = file.name || "Foto";
  const content = file.mime.startsWith("image/") || !file.name
    ? el("img", { src: file.url, alt: name })
    : el("iframe", { src: `${file.url}#navpanes=0&view=FitH`, title: name });
  $("document").replaceChildren(
    el("div", { class: "document-head" },
      el("strong", {}, name),
      el("a", { href: file.url, download: file.name || "foto" }, "Descargar"),
      el("a", { href: file.url, target: "_blank" }, "Otra pestaña"),
      el("button", { type: "button", class: "quiet", "aria-label": "Cerrar el documento",
        onclick: closeDocument }, "✕")),
    content,
  );
  $("tab-document").hidden = false;
  showTab("document");
  showPane("side");
}

function closeDocument() {
  $("document").replaceChildren();
  $("tab-document").hidden = true;
  showTab("mail");
  showPane("chat");
  $("text").focus();
}

/** Which of the two lies on top at the side: "mail" or "document". */
export function showTab(name) {
  for (const tab of ["mail", "document"]) {
    $(tab).hidden = tab !== name;
    $(`tab-${tab}`).setAttribute("aria-selected", tab === name);
  }
  document.body.classList.toggle("reading", name === "document");
}

export const deedsOf = (chatId, edit) => ({
  say: (text) => ask("POST", `chats/${chatId()}/send`, { kind: "text", text }),
  press: (message_id, data) => ask("POST", `chats/${chatId()}/press`, { message_id, data }),
  edit,
});
