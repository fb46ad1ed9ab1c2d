"""The terms of the digital invoice, as the utility's manual gives them, in pages to leaf through.

Whoever changes a word changes `TERMS_VERSION` too: it is kept with each acceptance.
"""

TERMS_VERSION = "2026-1"

HEADING = (
    "Términos y condiciones del Servicio de Facturación Online de AGUAS DE CATAMARCA S.A.P.E.M."
)
PREAMBLE = (
    "Con su inscripción al sistema de Facturación Online, usted solicita expresamente a la empresa "
    "AGUAS DE CATAMARCA S.A.P.E.M. NO RECIBIR SUS FACTURAS IMPRESAS EN PAPEL enviadas a través del "
    "correo."
)
TERMS = (
    "Una vez inscripto en el sistema de Facturación Online de la Empresa, usted podrá acceder a la "
    "información relativa a sus cargos facturados por el servicio prestado por la empresa a través "
    "de los medios electrónicos y siguiendo todas las instrucciones que se le indique.",
    "El servicio de Facturación Online es SIN COSTO.",
    "AGUAS DE CATAMARCA S.A.P.E.M. a través de los medios electrónicos enviará a la dirección de "
    "correo electrónico que usted designe, la notificación de la emisión de Factura Online, la "
    "cual se encontrará en el usuario por usted inscripto en nuestra página web "
    "www.adcsapem.com.ar. La empresa se compromete a dar aviso con un mínimo de CINCO (5) días de "
    "anticipación a la fecha de vencimiento de su factura.",
    "La inscripción al sistema de Facturación Online es válida por un plazo mínimo de NOVENTA (90) "
    "días. Una vez cumplido dicho plazo, existe la posibilidad de que si usted desea revocar el "
    "consentimiento por usted prestado para DEJAR DE RECIBIR su Factura Online, deberá ingresar a "
    "la página www.adcsapem.com.ar, seguir las instrucciones para desactivar la opción "
    "seleccionada. En caso de que seleccione dicha opción, usted volverá a recibir sus facturas "
    "impresas en papel en su domicilio de facturación, a partir de la facturación posterior a la "
    "desactivación de la opción de inscripción en la modalidad electrónica.",
    "La Factura Online a la que usted tendrá acceso mediante este sistema es válida como "
    "comprobante a los fines fiscales.",
    "En caso de que usted requiera cambiar o actualizar la dirección de correo electrónico a donde "
    "se le enviará la información relativa a su factura, deberá ingresar nuevamente a la página de "
    "la empresa y REGISTRARSE COMO UN NUEVO USUARIO.",
    "En caso de que la dirección de correo electrónico que usted proporcione sea incorrecta, "
    "inválida, no pueda ser registrada y validada por el sistema, o los correos que se envíen "
    "sobre su factura sean devueltos y/o no sean recibidos por usted, AGUAS DE CATAMARCA "
    "S.A.P.E.M. tendrá la facultad de darlo de baja del sistema de Factura Online sin previo aviso "
    "y enviarle su factura empresa en papel a través del correo.",
    "En los casos en que la notificación de la emisión de Factura Online no haya sido recibida en "
    "el correo electrónico que ha proporcionado deberá consultar en la Oficina Virtual que se pone "
    "a su disposición en: www.adcsapem.com.ar.",
    "AGUAS DE CATAMARCA S.A.P.E.M. NO será responsable en caso de que la información relativa a su "
    "factura no sea recibida por usted por caso fortuito, fuerza mayor, interrupción en los "
    "sistemas de comunicación online o cualquier otra causa fuera del control de la Empresa. En "
    "estos casos, deberá usted comunicarse a los teléfonos de Atención al Cliente de AGUAS DE "
    "CATAMARCA S.A.P.E.M. (CALL CENTER (383)-4430-003 o 0800-888-8255.) para consultar su saldo, "
    "ya que el hecho de que Usted no reciba su notificación de la emisión de su Factura Online NO "
    "constituye una excepción a su obligación de pago; y una copia de su factura se encontrará "
    "disponible en las Oficinas Comerciales de La Empresa.",
    "El sistema de Facturación Online no tiene incidencia alguna respecto de los medios de pago "
    "seleccionados por usted para la cancelación de sus facturas, por lo tanto usted seguirá "
    "abonando el servicio de igual forma a la que utilizaba con su factura impresa.",
    "La Empresa AGUAS DE CATAMARCA S.A.P.E.M. se reserva el derecho de discontinuar los servicios "
    "prestados bajo el sistema de Facturación Online en cualquier momento, a su sola discreción. "
    "En dicho caso, la Empresa procederá a la correspondiente notificación previa de SESENTA (60) "
    "días corridos.",
    "BENEFICIOS de la Factura Online:\n"
    "– Genera un impacto ambiental positivo al reducir el consumo de papel y energía.\n"
    "– Ahorro de costos en los insumos y distribución. Por otra parte, reduce los costos y espacio "
    "destinado a archivos y otorga mayor seguridad a la documentación, ya que genera copias de "
    "resguardo y no se encuentra sujeta a inclemencias climáticas, accidentes o incendios.\n"
    "– Permite anticipar el cobro, ya que no se ve afectada por los tiempos de la distribución "
    "física, y al llegar antes al cliente, posibilita adelantar el pago.\n"
    "– Asegura la recepción de la documentación enviando un aviso automático a su emisor y "
    "perfecciona todo el proceso de cobranza.\n"
    "– Le otorga la posibilidad de que por sus propios medios pueda descargar e imprimir su "
    "factura.",
)
TERMS_A_PAGE = ((0, 3), (3, 6), (6, 8), (8, 11), (11, 12))


def pages() -> tuple[str, ...]:
    """The terms in Telegram's HTML; the heading and the preamble stand on the first page."""
    numbered = [f"<b>{number}.</b> {term}" for number, term in enumerate(TERMS, 1)]
    first = f"📄 <b>{HEADING}</b>\n\n{PREAMBLE}"
    return tuple(
        "\n\n".join((*((first,) if start == 0 else ()), *numbered[start:end]))
        for start, end in TERMS_A_PAGE
    )
