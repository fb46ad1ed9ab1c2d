"""What is typed in reply to a question is no wish: a name or a code must not break in on it."""

import pytest

from faq.corpus import Corpus, Kind
from faq.entered import entered
from faq.matcher import Answer, DontKnow, Matcher

pytestmark = pytest.mark.slow

NAMES = """
María, José, Juan Carlos, Ana María, Ramón Rosa, Luis Alberto, Héctor Hugo, Sandra Noemí, Walter,
Brian Ezequiel, Jonathan, Kevin, Yésica, Débora, Micaela, Agustina, Lourdes, Fátima, Candelaria,
Encarnación, Natividad, Tito, Nélida, Elvira, Ramona, Teresita, Guillermina, Petrona, Jorge Omar,
Dolores, Soledad, Pilar, Luz, Paz, Luz Paz, Luz Marina, María de la Luz, Segundo, Segunda,
Tránsito, Ventura, Consuelo, Remedios, Mercedes, Milagros, Amparo, Socorro, Rosario, Concepción,
Esperanza, Fe, Caridad, Gracia, Angustias, Nieves, Sol, Luna, Cielo, Mar, Alba, Aurora, Clara,
Blanca, Perla, Rosa, Azucena, Margarita, Violeta, Jazmín, Delicia, Justo, Justa, Próspero, Primo,
Cruz, Santos, Reyes, Domingo, Fortunato, Bienvenido, Salvador, Jesús, Ángel, Ángeles, Juan Pago,
María Agua, Vergara, Barrionuevo, Bazán, Ahumada, Aybar, Cano, Pozo, Agüero, Fuentes, Ríos,
Arroyo, Lagos, Laguna, Del Valle, Delgado, Moreno, Rubio, Blanco, Rojo, Malo, Bravo, Cordero,
Toro, León, Lobo, Vaca, Cabrera, Casas, Castillo, Iglesias, Puerta, Calle, Plaza, Corte, Cortés,
Cortez, Sala, Salas, Salgado, Sosa, Soto, Suárez, Tapia, Toledo, Torres, Vega, Vera, Verón, Vidal,
Villa, Villagra, Villafañe, Zárate, Zurita, Aballay, Acosta, Acuña, Aguilar, Alarcón, Albornoz,
Almonacid, Álvarez, Andrada, Aparicio, Aranda, Araya, Arce, Arévalo, Argañaraz, Arias, Armas,
Avellaneda, Ávila, Ayala, Barrera, Barros, Benítez, Bermúdez, Brizuela, Burgos, Bustamante,
Bustos, Caballero, Cáceres, Calderón, Camargo, Campos, Cardozo, Carrizo, Castro, Cejas, Chaile,
Chazarreta, Contreras, Córdoba, Coronel, Correa, Cuello, Díaz, Domínguez, Dulce, Escalante,
Espinosa, Farías, Ferreyra, Figueroa, Flores, Franco, Fuenzalida, Funes, Galarza, Gallardo, Garay,
García, Garribia, Godoy, Guerra, Guerrero, Gutiérrez, Guzmán, Heredia, Hidalgo, Ibáñez, Juárez,
Ledesma, Leguizamón, Leiva, Lezcano, López, Luján, Luque, Maidana, Maldonado, Mansilla, Márquez,
Martínez, Medina, Méndez, Mercado, Miranda, Molina, Montenegro, Morales, Moya, Nieva, Navarro,
Núñez, Ocampo, Ojeda, Olmos, Orellana, Ortega, Ortiz, Oviedo, Pacheco, Páez, Palacios, Paredes,
Peralta, Pereyra, Ponce, Portillo, Quintero, Quinteros, Quiroga, Ramírez, Ramos, Rearte, Reinoso,
Reynoso, Rivas, Rivero, Robledo, Robles, Rojas, Roldán, Romero, Rosales, Ruiz, Saavedra, Salazar,
Salcedo, Salinas, Sánchez, Sandoval, Santillán, Saracho, Segovia, Seco, Sierra, Silva, Soria,
Tejeda, Tello, Valdez, Varela, Vargas, Vázquez, Velárdez, Velázquez, Viale, Yapura, Fontana,
Canal, Banegas, Saldaño, Correa Luna, Boleto, Clavero, Clavijo, Cueto, Mora, Morón, Altamirano,
Cobos, Del Pozo, Del Río, De la Fuente, Díaz de la Peña, LÓPEZ JORDÁN, gomez, PEREZ JUAN
"""

TYPED = """
B 0001-00012345|B0001 00012345|Comp. Nº B 0001-00012345|codigo 0012345678|0012345678|30123456
30.123.456|20-30123456-3|mi dni es 30123456|3834 123456|12.345,67|$ 12.345|1|3|25/11|25-11-2026
31/02|32/13/2026|el 25|el 5|dentro de 10 días|25 de noviembre|mañana|hoy|pasado mañana|viernes
el lunes|fin de mes|esta semana|a la tarde|más adelante|sí|no|sip|nop|claro|correcto|acepto
no acepto|confirmo|seguir|continuar|la primera|otra|ninguna|otra fecha|juan.perez@correo.com.ar
no tengo|todavía no|me llamo Ofelia|buenas tardes, me llamo Ofelia Ríos|mi apellido es Paz
"""


@pytest.mark.parametrize("name", [n.strip() for n in NAMES.replace("\n", " ").split(",")])
def test_a_persons_name_is_no_wish(matcher: Matcher, name: str) -> None:
    assert matcher.understand(name) == DontKnow()


@pytest.mark.parametrize("typed", TYPED.strip().replace("\n", "|").split("|"))
def test_codes_dates_and_plain_replies_are_no_wish(matcher: Matcher, typed: str) -> None:
    assert matcher.understand(typed) == DontKnow()


@pytest.mark.parametrize("said", ["ok", "dale", "listo", "bueno", "está bien", "gracias"])
def test_an_assent_is_at_most_a_courtesy(matcher: Matcher, corpus: Corpus, said: str) -> None:
    match matcher.understand(said):
        case Answer(label=label):
            assert corpus[label].kind in {Kind.SMALLTALK, Kind.CONTROL}
        case understood:
            assert understood == DontKnow()


@pytest.mark.parametrize(
    "word", ["pago", "agua", "alta", "caja", "ingreso", "bolettieri", "facturini"]
)
def test_a_word_alone_that_may_be_a_name_is_at_most_asked_about(
    matcher: Matcher, word: str
) -> None:
    assert not isinstance(matcher.understand(word), Answer)


@pytest.mark.parametrize(
    "message",
    [
        "cuánto debo",
        "tengo el comprobante 0001-00012345 y no lo puedo cargar",
        "se me venció el 25/11",
        "soy Juan Pérez y quiero la boleta",
        "mi mail nuevo es juan@correo.com",
        "",
        "🎉",
    ],
)
def test_a_wish_with_a_name_or_a_code_in_it_stays_a_wish(message: str) -> None:
    assert not entered(message)
