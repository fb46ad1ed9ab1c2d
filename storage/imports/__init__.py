"""Loads the utility's data from CSV files: all of a file, or nothing and why.

files      a file's encoding, separator, columns and lines
kinds      which columns each kind has        values     how each is read
staging    the lines in a temporary table: checked and loaded by SQL
load       one file from its path to its report
history    which files were loaded or refused
"""

from storage.imports.kinds import KINDS, UnknownKind
from storage.imports.load import Progress, import_file
from storage.imports.report import ImportReport, Refusal

__all__ = ["KINDS", "ImportReport", "Progress", "Refusal", "UnknownKind", "import_file"]
