"""Loads the utility's data from CSV files and workbooks: all of a file, or nothing and why.

files      a file's form, columns and lines: CSV itself, workbooks by `sheets`; `encodings`, and
           `signatures` of what is neither
cells      what a cell says, whatever wrote it
columns    which columns each kind has; `agreement` of a line's cells with each other
values     how dates, amounts and texts are read; `identifiers` reads codes and documents
staging    the lines in a temporary table, where SQL checks them
twins      what only lost its zeros     dots     what may be thousands or decimals
sums       what doesn't add up, and is told
updating   loads by key
payments   loads payments: `payment_matching` finds the known ones, `reversals` takes them back,
           `payment_warnings` tells what to look at
reading    reads a file's lines into the temporary tables
load       one file from its path to its report
history    which files were loaded or refused
"""

from storage.imports.columns import KINDS, UnknownKind
from storage.imports.load import import_file
from storage.imports.reading import Progress
from storage.imports.report import ImportReport, Refusal

__all__ = ["KINDS", "ImportReport", "Progress", "Refusal", "UnknownKind", "import_file"]
