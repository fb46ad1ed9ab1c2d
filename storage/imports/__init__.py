"""Loads the utility's data from CSV files and workbooks: all of a file, or nothing and why.

files      a file's form, columns and lines: CSV itself, workbooks by `sheets`; `encodings`, and
           `signatures` of what is neither
cells      what a cell says, whatever wrote it
kinds      which columns each kind has
values     how dates, amounts and texts are read; `identifiers` reads codes and documents
staging    the lines in a temporary table, where SQL checks them
twins      what only lost its zeros     dots     what may be thousands or decimals
sums       what doesn't add up, and is told
updating   loads by key
payments   loads payments, which `reversals` take back
load       one file from its path to its report
history    which files were loaded or refused
"""

from storage.imports.columns import KINDS, UnknownKind
from storage.imports.load import Progress, import_file
from storage.imports.report import ImportReport, Refusal

__all__ = ["KINDS", "ImportReport", "Progress", "Refusal", "UnknownKind", "import_file"]
