"""A desk that saves one person after the other until it is killed."""

from __future__ import annotations

from multiprocessing.connection import Connection

from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store.work import Work


@needs("person.write")
def save(work: Work, name: str) -> None:
    person = work.add(Person(name=name))
    work.add(ContactPoint(person_id=person.id, value=name, digits=name))


def desk(path: str, mark: str, told: Connection) -> None:
    """Tells each name once it is kept."""
    office = open_office(path)
    for n in range(100_000):
        office.do(save, name := f"{mark}{n:06d}")
        told.send(name)
