"""new and demo: making an office."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from fmcrm_desktop.cli.talk import Talk
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import first_steps
from fmcrm_desktop.services.demo import DemoPlan, build
from fmcrm_desktop.services.founding import OfficeForm, guessed_zone
from fmcrm_desktop.services.opening import found_office


def new(arguments: argparse.Namespace, talk: Talk) -> None:
    name = arguments.name or Path(arguments.path).stem
    form = OfficeForm(
        name, arguments.zone or guessed_zone(talk.words.language), arguments.currency, talk.words.language
    )
    office = found_office(arguments.path, form)
    try:
        office.do(first_steps.begin)
    finally:
        office.close()
    talk.say(
        {"office": arguments.path, "name": name, "zone": form.zone},
        talk.words(N_("{name} is ready: {path}"), name=name, path=arguments.path),
    )


def demo(arguments: argparse.Namespace, talk: Talk) -> None:
    zone = "Asia/Shanghai"
    chinese = talk.words.chinese
    form = OfficeForm(
        "柳苑物业服务中心" if chinese else "Willow Court", zone, "CNY", talk.words.language, "周敏"
    )
    office = found_office(arguments.path, form)
    try:
        if arguments.until:
            moment = datetime.combine(arguments.until, time(10, 40), ZoneInfo(zone)).astimezone(UTC)
            office.store.clock = lambda: moment
        plan = DemoPlan(arguments.units, arguments.months, arguments.seed, arguments.until)
        made = office.do(build, plan).result
    finally:
        office.close()
    talk.say(
        {"office": arguments.path} | made,
        talk.words(
            N_(
                "The demo office has {people} people, {orders} work orders and {complaints} complaints: {path}"
            ),
            path=arguments.path,
            **made,
        ),
    )
