"""A value of the domain becomes a PDF, in a worker process.

press            the worker processes: what callers use
typesetting      templates, fonts, WeasyPrint
barcodes, fiscal_qr, consumption_chart     what is drawn
templates/       one HTML file a document, with the Spanish sentences it prints
"""
