"""How much a file may hold: said beforehand, so that no file can hang the program or fill the memory."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

LARGEST_TEXT = 200 * MEGABYTE
LARGEST_WORKBOOK = 50 * MEGABYTE
LARGEST_CARDS = 100 * MEGABYTE
"""Most of it pictures: cards are read whole."""
MOST_PROPERTIES = 10_000
"""Of one contact card."""
LARGEST_CALENDAR = 20 * MEGABYTE
"""They are read whole too."""
LARGEST_INFLATED = 300 * MEGABYTE
"""Of all entries of a workbook together: a zip bomb of 1:1000 fits into an e-mail."""

MOST_ENTRIES = 10_000
MOST_ROWS = 1_000_000
MOST_COLUMNS = 1_000
MOST_CELLS = 6_000_000
"""Of one sheet, counted as rows times columns up to the last used cell: the reader lays them all out."""

MOST_CELL_TEXT = 120 * MEGABYTE
"""Characters of all cells of a sheet: one long shared text may be used by a million cells."""

LONGEST_CELL = 1_000_000
LONGEST_EXCEL_CELL = 32_767
