// The mailbox beside the chat.

import { $, ask, bytes, clock, el, icon } from "./dom.js";
import { showTab } from "./messages.js";

const read = new Set();
let openMail = null;

export async function drawMails() {
  const mails = (await ask("GET", "mails")).reverse();
  const unread = mails.filter((mail) => !read.has(mail.id)).length;
  $("unread").hidden = !unread;
  $("unread").textContent = unread;
  $("no-mail").hidden = mails.length > 0;
  $("mails").replaceChildren(...mails.slice(0, 100).map(line));
}

function line(mail) {
  const opened = openMail === mail.id;
  return el("li", { class: read.has(mail.id) ? "" : "unread" },
    el("button", { type: "button", "aria-expanded": opened, onclick: () => show(mail) },
      el("span", { class: "name" }, mail.subject || "(sin asunto)"),
      el("span", { class: "when" }, clock(mail.received)),
      el("small", {}, `para ${mail.to.join(", ")}`)));
}

function show(mail) {
  read.add(mail.id);
  openMail = mail.id;
  const letter = $("letter");
  letter.hidden = false;
  letter.replaceChildren(
    el("div", { class: "letter-head" },
      el("h3", {}, mail.subject || "(sin asunto)"),
      el("button", { type: "button", class: "quiet", "aria-label": "Cerrar el correo",
        onclick: () => { letter.hidden = true; openMail = null; drawMails(); } }, "✕")),
    el("p", { class: "address" }, `De ${mail.from}`, el("br"), `Para ${mail.to.join(", ")}`),
    body(mail),
    ...mail.attachments.map((file) =>
      el("a", { href: file.url, target: "_blank", class: "attachment" },
        icon("clip"), ` ${file.name} (${bytes(file.size)})`)),
  );
  showTab("mail");
  drawMails();
  letter.scrollIntoView({ block: "nearest" });
}

/** HTML mails lie in a frame without scripts; in text mails the addresses become links. */
function body(mail) {
  if (mail.html) {
    const frame = el("iframe", { title: mail.subject, srcdoc: `<base target="_blank">${mail.html}`,
      sandbox: "allow-popups allow-popups-to-escape-sandbox allow-same-origin" });
    frame.addEventListener("load", () => {
      frame.style.height = `${frame.contentDocument.documentElement.scrollHeight + 8}px`;
    });
    return frame;
  }
  const parts = mail.text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/);
  return el("div", { class: "letter-text" }, ...parts.map((part, index) =>
    index % 2 ? el("a", { href: part, target: "_blank", rel: "noopener" }, part) : part));
}
