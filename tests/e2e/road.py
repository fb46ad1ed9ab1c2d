"""The main road, step by step: from /start to the voucher, and what each step is answered."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from simulator.people.customer import Customer, Message
from storage.sample import Codes
from tests.e2e.whole_office import WholeOffice, email, username

PATIENCE = 30.0  # seconds


@dataclass(frozen=True)
class Step:
    """What the customer does, and a text of the message that answers it."""

    name: str
    deed: Callable[[WholeOffice, Customer], Awaitable[object]]
    expects: str


def says(text: str, expects: str) -> Step:
    return Step(text, lambda office, customer: write(customer, text), expects)


def presses(label: str, expects: str) -> Step:
    return Step(f"[{label}]", lambda office, customer: press(customer, label), expects)


def road(codes: Codes | None = None) -> tuple[Step, ...]:
    """The steps with an account of the sample; with one few bills behind if none is named."""

    def receipt(office: WholeOffice, customer: Customer) -> Awaitable[None]:
        return write(customer, (codes or office.sample.a_few_overdue).receipt)

    def payment_code(office: WholeOffice, customer: Customer) -> Awaitable[None]:
        return write(customer, (codes or office.sample.a_few_overdue).payment_code)

    return (
        says("/start", "Soy la Oficina Virtual"),
        presses("Crear usuario", "¿Cuál es tu nombre?"),
        says("Ana María", "¿Y tu apellido?"),
        says("Gómez", "¿Cuál es tu número de DNI?"),
        says("25.708.059", "¿Cuál es tu correo electrónico?"),
        Step("e-mail", lambda _, ana: write(ana, email(ana)), "¿Qué nombre de usuario querés?"),
        Step("user", lambda _, ana: write(ana, username(ana)), "¿Querés dejarnos un teléfono?"),
        says("Prefiero no darlo", "Fijate si está todo bien"),
        presses("Está todo bien", "Te mandé un mail"),
        Step("mail", lambda office, ana: office.set_password(email(ana)), "quedó confirmado"),
        presses("Vincular mi cuenta", "¿Cuál es el Comp. Nº?"),
        Step("Comp. Nº", receipt, "¿Y el Código de Pago Electrónico?"),
        Step("código", payment_code, "vinculada"),
        presses("Ver qué debo", "Vencido"),
        presses("Pagar lo vencido", "¿Qué día vas a pagar?"),
        says("mañana", "Si pagás el"),
        presses("Cambiar la fecha", "¿Qué día vas a pagar?"),
        presses("Hoy ", "Si pagás el"),
        presses("Confirmar $", "Comprobante Nº"),
    )


ROAD = road()

AFTERWARDS = (
    says("/reclamo", "¿Sobre qué es?"),
    says("Otra cosa", "Contame qué pasa"),
    says("Me cobraron dos veces el quinto bimestre", "¿Lo mando así?"),
    presses("Enviar", "Tu reclamo quedó registrado"),
    says("/desvincular", "los avisos y recordatorios"),
    presses("Sí, desvincular", "desvinculé la cuenta"),
    says("/salir", "¿querés salir"),
    presses("Sí, salir", "Listo, saliste"),
)
"""What may follow: a claim, the account unlinked, the log-out."""


async def walk(office: WholeOffice, customer: Customer, step: Step) -> Message:
    """Take a step and wait for its answer."""
    before = await newest(customer)
    await step.deed(office, customer)
    return await answer(customer, step.expects, before)


async def write(customer: Customer, text: str) -> None:
    """Write a text, and don't wait for the answer."""
    await customer.ask("POST", f"sim/chats/{customer.chat_id}/send", {"kind": "text", "text": text})


async def press(customer: Customer, label: str) -> None:
    """Press the newest button whose label contains this, and don't wait for the answer."""
    message, found = await button(customer, label)
    await customer.ask(
        "POST",
        f"sim/chats/{customer.chat_id}/press",
        {"message_id": message.id, "label": found},
    )


async def button(customer: Customer, label: str) -> tuple[Message, str]:
    """The newest message with a button whose label contains this, and the whole label."""
    for message in reversed(await customer.messages()):
        for shown in message.labels:
            if label in shown:
                return message, shown
    raise LookupError(f"no button says «{label}»\n{await customer.transcript()}")


async def newest(customer: Customer) -> int:
    """The number of the chat's last message."""
    return max((message.id for message in await customer.messages()), default=0)


async def answer(customer: Customer, text: str, after: int) -> Message:
    """The bot's message with this text that came after that number, now or once it comes."""
    found: list[Message] = []

    async def came() -> bool:
        found[:] = [
            message
            for message in await customer.messages()
            if message.id > after and message.from_bot and text in message.text
        ]
        return bool(found)

    try:
        await until(came)
    except TimeoutError:
        told = await customer.transcript()
        raise AssertionError(f"«{text}» never came.\n{told}") from None
    return found[0]


async def until(true: Callable[[], Awaitable[bool]], within: float = PATIENCE) -> None:
    """Wait until something is so; TimeoutError if it doesn't come true."""
    async with asyncio.timeout(within):
        while not await true():  # noqa: ASYNC110 - another process makes it true
            await asyncio.sleep(0.05)
