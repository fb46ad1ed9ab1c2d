// What the customer writes with: text, the menu of commands, attachments, the bot's keyboard.

import { $, ask, el, icon } from "./dom.js";

let chatId = () => null;
let commands = [];
let editing = null;

const send = (content) => ask("POST", `chats/${chatId()}/send`, content);

export function setUpComposer(currentChat) {
  chatId = currentChat;
  $("composer").addEventListener("submit", submit);
  $("text").addEventListener("keydown", onKey);
  $("text").addEventListener("input", () => {
    grow();
    const text = $("text").value;
    listCommands(text.startsWith("/") && !text.includes(" ") ? text : null);
  });
  $("menu").addEventListener("click", () => {
    if ($("commands").hidden) listCommands("/");
    else listCommands(null);
    $("commands").querySelector("button")?.focus();
  });
  $("attach").addEventListener("click", () => {
    $("attach-menu").hidden = !$("attach-menu").hidden;
    if (!$("attach-menu").hidden) $("attach-menu").querySelector("button").focus();
  });
  $("attach-menu").addEventListener("click", attach);
  $("file").addEventListener("change", sendFile);
  $("editing-cancel").addEventListener("click", () => {
    edit(null);
    $("text").focus();
  });
  $("start").addEventListener("click", () => {
    send({ kind: "text", text: "/start" });
    $("text").focus();
  });
  for (const list of ["commands", "attach-menu"]) $(list).addEventListener("keydown", walk);
}

function submit(event) {
  event.preventDefault();
  const text = $("text").value.trim();
  if (!text || chatId() === null) return;
  listCommands(null);
  if (editing) ask("POST", `chats/${chatId()}/edit`, { message_id: editing.id, text });
  else send({ kind: "text", text });
  edit(null);
}

function onKey(key) {
  if (key.key === "Enter" && !key.shiftKey && !key.isComposing) {
    key.preventDefault();
    $("composer").requestSubmit();
  } else if (key.key === "ArrowUp" && !$("commands").hidden) {
    key.preventDefault();
    $("commands").querySelector("button:last-child")?.focus();
  } else if (key.key === "Escape") {
    listCommands(null);
    edit(null);
  }
}

/** Arrows walk a list that popped up; Escape closes it. */
function walk(key) {
  const list = key.currentTarget;
  const buttons = [...list.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  if (key.key === "ArrowDown" || key.key === "ArrowUp") {
    key.preventDefault();
    const step = key.key === "ArrowDown" ? 1 : -1;
    buttons[(at + step + buttons.length) % buttons.length].focus();
  } else if (key.key === "Escape") {
    list.hidden = true;
    $("text").focus();
  }
}

/** Put a message of one's own back into the field to correct it; null ends that. */
export function edit(message) {
  editing = message;
  $("editing").hidden = !message;
  $("text").value = message ? message.text : "";
  grow();
  if (message) $("text").focus();
}

function grow() {
  $("text").style.height = "auto";
  $("text").style.height = `${Math.min($("text").scrollHeight, 140)}px`;
}

function listCommands(typed) {
  const fitting = typed === null ? [] : commands.filter((c) => `/${c.command}`.startsWith(typed));
  $("commands").hidden = !fitting.length;
  $("commands").replaceChildren(
    ...fitting.map((command) =>
      el("button", { type: "button", role: "option", onclick: () => choose(command) },
        el("strong", {}, `/${command.command}`), ` ${command.description}`)),
  );
}

function choose(command) {
  listCommands(null);
  $("text").value = "";
  send({ kind: "text", text: `/${command.command}` });
  $("text").focus();
}

function attach(event) {
  const kind = event.target.closest("button")?.dataset.send;
  if (!kind) return;
  $("attach-menu").hidden = true;
  if (kind === "file") $("file").click();
  else send({ kind });
  $("text").focus();
}

async function sendFile() {
  const file = $("file").files[0];
  if (!file) return;
  const data = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1] ?? "");
    reader.readAsDataURL(file);
  });
  $("file").value = "";
  const kind = file.type.startsWith("image/") ? "photo" : "document";
  send({ kind, data, name: file.name, mime: file.type || "application/octet-stream" });
}

/** Show what goes with the chat: its keyboard, its commands, whether it can be written in. */
export function drawComposer(chat) {
  commands = chat.commands;
  $("menu").hidden = !commands.length;
  const empty = !chat.messages.length && chat.type === "private";
  $("start").hidden = !empty;
  $("composer").hidden = chat.blocked;
  const rows = chat.blocked ? [] : (chat.keyboard?.keyboard ?? []);
  $("keyboard").hidden = !rows.length;
  $("keyboard").replaceChildren(
    ...rows.map((row) => el("div", { class: "buttons-row" }, ...row.map(keyboardButton))),
  );
}

function keyboardButton(button) {
  const text = button.text ?? button;
  const content = button.request_contact ? { kind: "contact" } : { kind: "text", text };
  return el("button", { type: "button", class: "button", onclick: () => {
    send(content);
    $("text").focus();
  } }, button.request_contact ? icon("phone") : null, ` ${text}`);
}
