// The page: which customer is chosen, and drawing anew when the simulator tells of something.

import { drawComposer, edit, setUpComposer } from "./composer.js";
import { $, ask, copy, el, showPane, toast } from "./dom.js";
import { drawMails } from "./mail.js";
import { deedsOf, drawMessages, showTab } from "./messages.js";

const NAMES = ["Ana Pérez", "Ramón Díaz", "Luisa Vega", "Tito Agüero", "Marta Soria", "Juan Ávila"];
const SHOWN = 200;
let current = null; // the chosen chat's id
let known = [];
const seen = new Map(); // chat id -> last message looked at
const deeds = deedsOf(() => current, edit);

async function drawChats() {
  known = (await ask("GET", `chats?limit=${SHOWN}`)).reverse();
  $("chats").replaceChildren(...known.map(chatLine));
}

function chatLine(chat) {
  const fresh = chat.id !== current && chat.last_id > (seen.get(chat.id) ?? 0);
  return el("li", { class: fresh ? "unread" : "" },
    el("button", { type: "button", "aria-current": chat.id === current ? "true" : null,
      onclick: () => choose(chat.id, true) },
      el("span", { class: "avatar", style: `--hue:${Math.abs(chat.id) % 360}`, "aria-hidden": "true" },
        initials(chat.name)),
      el("span", { class: "name" }, chat.name + (chat.blocked ? " · bloqueó" : "")),
      el("small", {}, chat.last || "todavía no escribió")));
}

const initials = (name) => name.split(/\s+/).slice(0, 2).map((word) => word[0]).join("").toUpperCase();

async function choose(id, byHand = false) {
  current = id;
  history.replaceState(null, "", `#${id}`);
  edit(null);
  await Promise.all([drawChat(), drawChats()]);
  if (byHand) showPane("chat");
  $("text").focus();
}

let bot = { name: "Bot", description: "" };
async function drawBot() {
  bot = await ask("GET", "bot");
  $("bot-name").textContent = bot.name;
  $("notes").hidden = !bot.notes.length;
  $("notes-list").replaceChildren(...bot.notes.flatMap((note) => [
    el("dt", {}, note.title),
    el("dd", {}, el("button", { type: "button", title: "Copiar", onclick: () => copy(note.text) },
      note.text)),
  ]));
}

async function drawChat() {
  if (current === null) return;
  const id = current;
  const chat = await ask("GET", `chats/${id}`);
  if (id !== current) return;
  seen.set(id, chat.last_id);
  drawMessages(chat, deeds);
  drawComposer(chat);
  if (!chat.messages.length) {
    $("log").replaceChildren(el("div", { class: "welcome" },
      el("strong", {}, "¿Qué puede hacer este bot?"),
      el("p", {}, bot.description || "Apretá INICIAR para empezar a conversar.")));
  } else {
    $("log").querySelector(".welcome")?.remove();
  }
  drawStatus(chat.action, chat.blocked);
  $("block").hidden = chat.type !== "private";
  $("block").textContent = chat.blocked ? "Desbloquear" : "Bloquear";
  $("block").onclick = () => ask("POST", `chats/${id}/${chat.blocked ? "unblock" : "block"}`);
}

let calm;
function drawStatus(action, blocked = false) {
  const doing = action === "typing" ? "escribiendo…" : "preparando un archivo…";
  $("status").textContent = blocked ? "bloqueado" : action ? doing : "bot";
  $("status").classList.toggle("acting", Boolean(action));
  clearTimeout(calm);
  if (action) calm = setTimeout(() => drawStatus(""), 5000);
}

/** Draw at most once at a time, and once more if something came meanwhile. */
function drawer(draw) {
  let busy = false;
  let again = false;
  return async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    do {
      again = false;
      await draw().catch(() => {});
    } while (again);
    busy = false;
  };
}
const redraw = { chat: drawer(drawChat), chats: drawer(drawChats), mails: drawer(drawMails),
  bot: drawer(drawBot) };

function hear(news) {
  const here = news.chat_id === current;
  switch (news.event) {
    case "mail":
      redraw.mails();
      toast("Llegó un correo");
      return;
    case "commands":
      redraw.bot();
      redraw.chat();
      return;
    case "action":
      if (here) drawStatus(news.action);
      return;
    case "alert":
      if (here && news.text && news.show_alert) {
        $("alert-text").textContent = news.text;
        if (!$("alert").open) $("alert").showModal();
      } else if (here && news.text) {
        toast(news.text);
      }
      return;
    default:
      if (here) redraw.chat();
      redraw.chats();
  }
}

function newCustomer(event) {
  event.preventDefault();
  const form = $("customer-form");
  form.hidden = true;
  ask("POST", "customers", { name: $("customer-name").value, language: $("customer-language").value })
    .then((chat) => choose(chat.id, true));
}

function setUpCustomers() {
  $("new-customer").addEventListener("click", () => {
    $("customer-form").hidden = false;
    $("customer-name").value = NAMES[known.length % NAMES.length];
    $("customer-name").select();
    $("customer-name").focus();
  });
  $("customer-cancel").addEventListener("click", () => ($("customer-form").hidden = true));
  $("customer-form").addEventListener("submit", newCustomer);
}

async function main() {
  setUpComposer(() => current);
  setUpCustomers();
  for (const tab of ["mail", "document"]) {
    $(`tab-${tab}`).addEventListener("click", () => showTab(tab));
  }
  for (const button of document.querySelectorAll(".panes button")) {
    button.addEventListener("click", () => showPane(button.dataset.pane));
  }
  showTab("mail");
  const events = new EventSource("/sim/events");
  events.onmessage = (message) => hear(JSON.parse(message.data));
  events.onopen = () => Object.values(redraw).forEach((draw) => draw());
  await Promise.all([drawBot(), drawChats(), drawMails()]);
  if (!known.length) await ask("POST", "customers", { name: NAMES[0], language: "es" });
  await drawChats();
  const wanted = Number(location.hash.slice(1));
  await choose(known.some((chat) => chat.id === wanted) ? wanted : known[0].id);
  document.body.dataset.ready = "true";
}

main();
