"""import and export: records in from other programs, and out into files anybody can open."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from fmcrm_desktop.cli.opened import opened
from fmcrm_desktop.cli.talk import Talk
from fmcrm_desktop.exchange import lists_out
from fmcrm_desktop.exchange.import_file import Choice, ImportFile, within, write_rejects
from fmcrm_desktop.exchange.mapping import remembered
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import imports, settings


def bring_in(arguments: argparse.Namespace, talk: Talk) -> None:
    choice, kind = within(
        Choice(arguments.file, arguments.sheet, arguments.header_row, arguments.encoding), arguments.kind
    )
    given = _map(arguments.map)
    with opened(arguments, talk, writing=not arguments.dry_run) as office:
        zone = office.ask(settings.everything)["office.zone"]
        own = office.ask(imports.targets, kind)
        file = ImportFile.open(choice, kind, given, zone, own)
        kept = office.ask(imports.recalled, file.signature) if given is None else None
        if kept:
            file = ImportFile.open(choice, kind, remembered(kept, file.header, kind, own), zone)
        source = file.source(_told(talk), imports.Decide(arguments.duplicates))
        source.whole = arguments.whole
        if arguments.dry_run:
            result: imports.ImportResult = office.ask(imports.preview, source)
        else:
            result = office.do(imports.run, source).result
            if given is not None:
                office.do(imports.remember, file.signature, file.kind, file.mapping.to_plain())
    rejects = _rejects(arguments, talk, file, result)
    said = talk.words(
        N_("{read} rows read: {added} added, {updated} updated, {same} the same, {rejected} not taken."),
        read=result.read, added=result.added, updated=result.updated, same=result.same, rejected=result.rejected,
    )  # fmt: skip
    more = [talk.words(hint.text, **hint.values) for hint in result.hints]
    if left := file.mapping.left_out(file.header):
        more.append(talk.words(N_("Columns that did not come in: {names}"), names=", ".join(left)))
    if rejects:
        more.append(talk.words(N_("The rows not taken, with the reasons: {path}"), path=rejects))
    talk.say(
        result.to_plain() | {"kind": arguments.kind, "rejects": str(rejects) if rejects else None},
        said,
        *more,
    )


def _rejects(
    arguments: argparse.Namespace, talk: Talk, file: ImportFile, result: imports.ImportResult
) -> Path | None:
    """The file with the rows not taken: where it was asked for, else beside the imported file. The import is kept
    by then: where their file cannot be written, that is said and nothing else."""
    if not result.rejects or (arguments.dry_run and not arguments.rejects):
        return None
    target = arguments.rejects or arguments.file.with_name(f"{arguments.file.stem} rejected.csv")
    try:
        words = talk.words
        return write_rejects(
            target, file, result, lambda one: words(one.why.text, **one.why.values), words.language
        )
    except Refusal as refusal:
        talk.complain(talk.words(refusal.text, **refusal.values))
        return None


def _map(path: Path | None) -> Any:
    if path is None:
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, UnicodeDecodeError) as error:
        raise Refusal(N_("The mapping is no JSON: {reason}."), reason=error) from error


def _told(talk: Talk) -> Any:
    """Progress, only where somebody watches."""
    if not sys.stderr.isatty():
        return None
    return lambda count: print(f"\r\033[K{count}", end="", file=sys.stderr, flush=True)


def take_out(arguments: argparse.Namespace, talk: Talk) -> None:
    with opened(arguments, talk) as office:
        written = lists_out.export(office, arguments.kind, Query(), arguments.to, talk.words)
    more = [
        talk.words(
            N_("Line {line}, {column}: cut at the 32,767 characters a spreadsheet cell takes."),
            line=line,
            column=column,
        )
        for line, column in written.shortened
    ]
    talk.say(
        {
            "kind": arguments.kind,
            "rows": written.rows,
            "file": str(written.path),
            "shortened": written.shortened,
        },
        talk.words(N_("{count} rows written: {path}"), count=written.rows, path=written.path),
        *more,
    )
