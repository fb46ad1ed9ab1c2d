"""A value of the domain becomes a PDF, in a worker process.

    press            what callers use: the documents, made in worker processes
      left_out       what of an invoice's optional data can't be printed
      typesetting    a template and its values, set by WeasyPrint in the fonts of fonts/
        page         a filled-in template, read for WeasyPrint
        letters      texts in any script: which letters can be printed, and what stands for others
        accessibility what WeasyPrint leaves to be done for screen readers and printers
        compression  the finished file, packed
        barcodes     Interleaved 2 of 5 for the cash networks
        fiscal_qr    the tax office's QR code
      templates/     one well-formed HTML file a document, with the Spanish sentences it prints
    issuer           whose name and contact data head the pages
    personal_data    the shape of a person's own data
    notice_proof     the shape of the certificate of an invoice's notices
    help_picture     draws the picture of where an invoice's codes stand (run by hand)

Callers import press, issuer, personal_data and notice_proof.
"""
