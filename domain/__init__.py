"""The rules of the virtual office, as plain Python over plain values.

Money is Decimal pesos, dates are local to America/Argentina/Catamarca, and nothing here reads a
clock, a database or a network. Beside each rule stands the section of the utility's manual, the
law or the network's layout that it comes from.
"""
